//! Which view of the same moment is shown.

use highwater_core::sim::World;

use super::Perspective;

/// A view of the moment. The moment and what is picked stay when it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The cluster, each broker with its replicas.
    #[default]
    ByBroker,
    /// The cluster, each partition with its replicas.
    ByPartition,
    /// A group of consumers: its members, what they have, and what stands still.
    ByGroup,
    /// One producer from the inside.
    ByProducer,
}

impl View {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::ByBroker,
        Self::ByPartition,
        Self::ByGroup,
        Self::ByProducer,
    ];

    /// Those that have something to show of a cluster.
    pub fn offered(world: &World) -> impl Iterator<Item = Self> + '_ {
        Self::ALL
            .into_iter()
            .filter(|view| view.has_something(world))
    }

    /// The one after it of those that have something to show; after the last comes the first.
    #[must_use]
    pub fn next(self, world: &World) -> Self {
        let later = Self::offered(world).find(|view| *view > self);
        later.unwrap_or_default()
    }

    fn has_something(self, world: &World) -> bool {
        match self {
            Self::ByBroker | Self::ByPartition => true,
            Self::ByGroup => world.consumers().any(|it| it.config().has_group()),
            Self::ByProducer => world.producers().next().is_some(),
        }
    }

    /// How replicas are put together, where it shows the cluster.
    #[must_use]
    pub fn perspective(self) -> Option<Perspective> {
        match self {
            Self::ByBroker => Some(Perspective::ByBroker),
            Self::ByPartition => Some(Perspective::ByPartition),
            Self::ByGroup | Self::ByProducer => None,
        }
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
