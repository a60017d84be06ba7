//! What comes first: what can be done, or the state.

use crate::session::Selection;

/// A part of the inspector whose place depends on what is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its state.
    State,
    /// What can be done to it.
    Offers,
}

impl Part {
    /// The part with that number.
    pub fn of(number: u64) -> Self {
        match number {
            0 => Self::State,
            _ => Self::Offers,
        }
    }
}

/// The parts in their order, by number. Of machines, clients and links one wants to do something; of what is
/// written or on its way one wants to know what it is.
pub fn order(selection: Option<Selection>) -> Vec<u64> {
    let mut order = vec![Part::Offers as u64, Part::State as u64];
    if let Some(
        Selection::Record(..)
        | Selection::Message(_)
        | Selection::Metadata(_)
        | Selection::Connection(_),
    ) = selection
    {
        order.reverse();
    }
    order
}

#[cfg(test)]
mod tests {
    use highwater_core::id::{BrokerId, MessageId, NodeId, Offset};

    use super::*;

    #[test]
    fn of_what_is_written_or_on_its_way_the_state_comes_first_and_of_machines_what_can_be_done() {
        let b1 = NodeId::Broker(BrokerId(1));
        let b2 = NodeId::Broker(BrokerId(2));
        for (selection, first) in [
            (None, Part::Offers),
            (Some(Selection::Node(b1)), Part::Offers),
            (Some(Selection::Link(b1, b2)), Part::Offers),
            (Some(Selection::Message(MessageId(1))), Part::State),
            (Some(Selection::Metadata(Offset(3))), Part::State),
        ] {
            let order: Vec<Part> = order(selection).into_iter().map(Part::of).collect();
            assert_eq!(order.len(), 2);
            assert_eq!(order.first(), Some(&first), "{selection:?}");
            assert_ne!(order[0], order[1]);
        }
    }
}
