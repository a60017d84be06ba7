//! What comes first: what can be done, or the state.

use crate::session::Selection;

/// Whether the state comes before what can be done. Of machines, clients and links one wants to do something;
/// of what is written or on its way one wants to know what it is.
pub fn state_first(selection: Option<Selection>) -> bool {
    matches!(
        selection,
        Some(
            Selection::Record(..)
                | Selection::Message(_)
                | Selection::Metadata(_)
                | Selection::Connection(_)
        )
    )
}

#[cfg(test)]
mod tests {
    use highwater_core::id::{
        BrokerId, MessageId, NodeId, Offset, PartitionIndex, TopicId, TopicPartition,
    };

    use super::*;

    #[test]
    fn of_what_is_written_or_on_its_way_the_state_comes_first_and_of_machines_what_can_be_done() {
        let b1 = NodeId::Broker(BrokerId(1));
        let b2 = NodeId::Broker(BrokerId(2));
        let orders = TopicPartition {
            topic: TopicId(1),
            partition: PartitionIndex(0),
        };
        for (selection, is_first) in [
            (None, false),
            (Some(Selection::Node(b1)), false),
            (Some(Selection::Link(b1, b2)), false),
            (Some(Selection::Partition(orders)), false),
            (Some(Selection::Replica(BrokerId(1), orders)), false),
            (
                Some(Selection::Record(BrokerId(1), orders, Offset(0))),
                true,
            ),
            (Some(Selection::Message(MessageId(1))), true),
            (Some(Selection::Metadata(Offset(3))), true),
        ] {
            assert_eq!(state_first(selection), is_first, "{selection:?}");
        }
    }
}
