//! The views of the same moment.

use serde::Deserialize;

use crate::Lang;

/// A view of the moment. The moment and what is picked stay when it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
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

    /// What it is called where it is chosen.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::ByBroker => lang.pick("By broker", "브로커별"),
            Self::ByPartition => lang.pick("By partition", "파티션별"),
            Self::ByGroup => lang.pick("By group", "그룹별"),
            Self::ByProducer => lang.pick("By producer", "프로듀서별"),
        }
    }
}
