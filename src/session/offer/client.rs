//! What can be done to producers and consumers: what their applications call, and what befalls these and the processes
//! that they run in.

use highwater_core::command::{Command, ConsumerCall, LoopFault, ProducerCall};
use highwater_core::id::NodeId;
use highwater_core::scenario::LoopPoint;

use super::group::{GroupKind, Offers};
use super::{CallForm, Form};
use crate::session::Session;

impl Session {
    pub(super) fn for_producer(&self, node: NodeId, offers: &mut Offers<'_>) {
        offers.form(GroupKind::Records, Form::Send(node));
        offers.form(GroupKind::Records, Form::SendSteadily(node));
        offers.button(GroupKind::Records, Command::StopSending(node));
        for_process(node, offers);
        let calls = |call| Command::CallProducer {
            producer: node,
            call,
        };
        // Whoever sends nothing by itself may not have made it yet.
        offers.switch(
            GroupKind::Calls,
            calls(ProducerCall::Flush),
            calls(ProducerCall::Create),
        );
        let timeout_ms = ProducerCall::NO_TIMEOUT_MS;
        offers.button(GroupKind::Calls, calls(ProducerCall::Close { timeout_ms }));
    }

    pub(super) fn for_consumer(&self, node: NodeId, offers: &mut Offers<'_>) {
        let Some(consumer) = self.world().consumer(node) else {
            return;
        };
        for_process(node, offers);
        let timeout_ms = consumer.config().default_api_timeout_ms;
        for call in [
            ConsumerCall::PollOn,
            ConsumerCall::Commit,
            ConsumerCall::CommitAsync,
            ConsumerCall::SeekToBeginning,
            ConsumerCall::SeekToEnd,
            ConsumerCall::Position { timeout_ms },
            ConsumerCall::EndOffsets,
            ConsumerCall::Unsubscribe,
            ConsumerCall::Close,
        ] {
            let consumer = node;
            offers.button(GroupKind::Calls, Command::CallConsumer { consumer, call });
        }
        for call in CallForm::ALL {
            offers.form(GroupKind::Calls, Form::Call(node, call));
        }
        for point in [
            LoopPoint::AfterPoll,
            LoopPoint::AfterProcess,
            LoopPoint::AfterCommit,
        ] {
            let (consumer, fault) = (node, LoopFault::CrashAt(point));
            offers.button(GroupKind::Loop, Command::DisturbLoop { consumer, fault });
        }
        offers.form(GroupKind::Loop, Form::FailNext(node));
        offers.form(GroupKind::Loop, Form::SlowProcessing(node));
        if consumer.config().has_group() {
            offers.form(GroupKind::Offsets, Form::ResetOffsets(node));
        }
    }
}

fn for_process(node: NodeId, offers: &mut Offers<'_>) {
    offers.crash_or_restart(node);
    offers.freeze_or_unfreeze(node);
}
