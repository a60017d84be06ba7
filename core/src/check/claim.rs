//! What a lesson says of a moment, as data that the engine can show to be true or false.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::so_far::SoFar;
use super::{Moment, Statement};
use crate::id::NodeId;
use crate::sim::World;
use crate::time::{Span, Time};
use crate::trace::Trace;

/// How long a claim waits for its moment: longer than any of Kafka's timeouts at work here.
const PATIENCE: Span = Span::from_ms(180_000);

/// Something said of the cluster, now or at a later moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// When it is to hold; without it, now. The engine runs ahead on a copy until then.
    #[serde(default)]
    pub when: Option<Moment>,
    /// What is said.
    pub that: Statement,
}

/// A claim that cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimError {
    /// It names a partition that does not exist.
    NoSuchPartition(Arc<str>),
    /// It names a topic that does not exist.
    NoSuchTopic(Arc<str>),
    /// It names a node that does not exist, or that is of another kind, or holds no such replica.
    NoSuchNode(NodeId),
    /// Its moment does not come.
    NeverHappens,
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPartition(name) => write!(f, "there is no partition `{name}`"),
            Self::NoSuchTopic(name) => write!(f, "there is no topic `{name}`"),
            Self::NoSuchNode(node) => write!(f, "{node} is not there, or not of that kind"),
            Self::NeverHappens => {
                write!(
                    f,
                    "the moment does not come within {PATIENCE} ms of simulated time"
                )
            }
        }
    }
}

impl core::error::Error for ClaimError {}

impl Claim {
    /// Whether the claim is true of `world`, or becomes so at its moment: the engine runs ahead on
    /// a copy. Of what has happened before, it knows nothing.
    ///
    /// # Errors
    /// When the claim names what is not there, or its moment does not come.
    pub fn judge(&self, world: &World) -> Result<bool, ClaimError> {
        self.judge_as_it_goes_on(
            world,
            SoFar::new(world, &[]),
            |world| world.next_time(),
            World::step,
        )
    }

    /// As [`Claim::judge`], of a run of which is known what happened so far, and that goes on in its own way:
    /// `next` says when, `advance` how.
    pub(crate) fn judge_as_it_goes_on(
        &self,
        world: &World,
        mut so_far: SoFar<'_>,
        next: impl Fn(&World) -> Option<Time>,
        advance: impl Fn(&mut World, &mut Vec<Trace>) -> bool,
    ) -> Result<bool, ClaimError> {
        let Some(moment) = &self.when else {
            return self.that.holds(world, &so_far);
        };
        let mut world = world.clone();
        let limit = world.now() + PATIENCE;
        let mut traces: Vec<Trace> = Vec::new();
        loop {
            let at = next(&world)
                .filter(|at| *at <= limit)
                .ok_or(ClaimError::NeverHappens)?;
            if moment.at().is_some_and(|wanted| at > wanted) {
                return self.that.holds(&world, &so_far);
            }
            if !advance(&mut world, &mut traces) {
                return Err(ClaimError::NeverHappens);
            }
            let has_come = traces
                .iter()
                .any(|trace| moment.fits(trace, world.metadata()));
            so_far.goes_on(&mut traces);
            if has_come {
                return self.that.holds(&world, &so_far);
            }
        }
    }
}
