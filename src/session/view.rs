//! Which views of a cluster there are, and which is shown.

use highwater_core::group::classic::GroupId;
use highwater_core::id::NodeId;
use highwater_core::sim::World;
pub use highwater_text::view::View;

use super::{LessonRun, Perspective, Session};

/// The views that have something to show of a cluster.
pub fn offered(world: &World) -> impl Iterator<Item = View> + '_ {
    View::ALL
        .into_iter()
        .filter(|view| has_something(*view, world))
}

fn has_something(view: View, world: &World) -> bool {
    match view {
        View::ByBroker | View::ByPartition => true,
        View::ByGroup => world.consumers().any(|it| it.config().has_group()),
        View::ByProducer => world.producers().next().is_some(),
    }
}

/// The group of consumers that is looked at: that of a consumer, if it is in one, else the first.
#[must_use]
pub fn group_shown(world: &World, consumer: Option<NodeId>) -> Option<GroupId> {
    let its_own = consumer.and_then(|consumer| world.consumer(consumer)?.group());
    its_own.or_else(|| world.groups().iter().next().cloned())
}

/// How replicas are put together in a view; none where it does not show the cluster.
#[must_use]
pub fn perspective_of(view: View) -> Option<Perspective> {
    match view {
        View::ByBroker => Some(Perspective::ByBroker),
        View::ByPartition => Some(Perspective::ByPartition),
        View::ByGroup | View::ByProducer => None,
    }
}

impl From<Perspective> for View {
    fn from(perspective: Perspective) -> Self {
        match perspective {
            Perspective::ByBroker => Self::ByBroker,
            Perspective::ByPartition => Self::ByPartition,
        }
    }
}

/// A client that was picked, and the lesson's part at which it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Picked {
    client: NodeId,
    part: Option<usize>,
}

impl Session {
    /// Which view is shown: the one that was chosen, else the one that the lesson's part names.
    #[must_use]
    pub fn view(&self) -> View {
        let named = self.run().and_then(|run| run.step()?.focus.view);
        self.view.or(named).unwrap_or_default()
    }

    /// The views that have something to show.
    #[must_use]
    pub fn views(&self) -> Vec<View> {
        offered(self.world()).collect()
    }

    /// The next one is chosen; after the last comes the first.
    pub(super) fn switch_view(&mut self) {
        let here = self.view();
        let later = offered(self.world()).find(|view| *view > here);
        self.view = Some(later.unwrap_or_default());
    }

    /// The consumer whose group is looked at: the one that was picked last, else the first that the lesson's part is
    /// about.
    #[must_use]
    pub fn shown_consumer(&self) -> Option<NodeId> {
        self.shown(self.shown_consumer, |node| {
            matches!(node, NodeId::Consumer(_))
        })
    }

    /// The producer that is looked at from the inside, found in the same way.
    #[must_use]
    pub fn shown_producer(&self) -> Option<NodeId> {
        self.shown(self.shown_producer, |node| {
            matches!(node, NodeId::Producer(_))
        })
    }

    /// What was picked holds until the lesson goes on to another part, which may be about another client.
    fn shown(&self, picked: Option<Picked>, is_meant: fn(NodeId) -> bool) -> Option<NodeId> {
        let picked = picked.filter(|picked| picked.part == self.part());
        let about = self.run().and_then(|run| {
            let mut nodes = run.step()?.focus.nodes.iter().copied();
            nodes.find(|node| is_meant(*node))
        });
        picked.map(|picked| picked.client).or(about)
    }

    pub(super) fn picked_now(&self, client: NodeId) -> Picked {
        let part = self.part();
        Picked { client, part }
    }

    fn part(&self) -> Option<usize> {
        self.run().map(LessonRun::place)
    }

    /// The lesson, which stays where it is while its cluster is taken over: then one goes on looking at the same.
    fn run(&self) -> Option<&LessonRun> {
        self.lesson.as_ref()
    }
}
