//! Which view of the same moment is shown.

use super::Perspective;

/// A view of the moment. The moment and what is picked stay when it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The cluster, each broker with its replicas.
    #[default]
    ByBroker,
    /// The cluster, each partition with its replicas.
    ByPartition,
    /// One producer from the inside.
    ByProducer,
}

impl View {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ByBroker, Self::ByPartition, Self::ByProducer];

    /// The one after it; after the last comes the first.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|view| *view == self);
        let next = place.map_or(0, |place| place + 1);
        Self::ALL.get(next).copied().unwrap_or_default()
    }

    /// How replicas are put together, where it shows the cluster.
    #[must_use]
    pub fn perspective(self) -> Option<Perspective> {
        match self {
            Self::ByBroker => Some(Perspective::ByBroker),
            Self::ByPartition => Some(Perspective::ByPartition),
            Self::ByProducer => None,
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
