//! The gates of a consumer: what it only does as a member of a group, or when its application is made to do
//! something. See the gates of a broker for who sees to it that they may be called.

use super::Consumer;
use super::application::Then;
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::network::InFlightRequest;
use crate::command::{ConsumerCall, LoopFault};
use crate::id::TopicPartition;
use crate::sim::{Out, Timer};
use crate::wire::{ListOffsetsResponse, Response};

/// The application makes a call.
#[inline(never)]
pub fn on_call(consumer: &mut Consumer, call: ConsumerCall, out: &mut Out<'_>) {
    consumer.on_call(call, out);
}

/// Something befalls the application's loop.
#[inline(never)]
pub fn on_loop_fault(consumer: &mut Consumer, fault: LoopFault, out: &mut Out<'_>) {
    consumer.on_loop_fault(fault, out);
}

/// What the scenario has it subscribe to.
#[inline(never)]
pub fn subscribe(consumer: &mut Consumer, out: &mut Out<'_>) -> Result<(), ConsumerError> {
    let topics = consumer.spec.subscribe.clone();
    consumer.subscribe(topics, out)
}

/// The group's part of `poll`.
#[inline(never)]
pub fn poll_coordinator(consumer: &mut Consumer, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
    consumer.poll_coordinator(out)
}

/// A timer of the group's, or of an application that takes its time.
#[inline(never)]
pub fn on_group_timer(consumer: &mut Consumer, timer: Timer, out: &mut Out<'_>) {
    match timer {
        Timer::Process => consumer.on_processed(out),
        Timer::Coordinator => consumer.on_coordinator_timer(out),
        Timer::Heartbeat => consumer.on_heartbeat_timer(out),
        Timer::Session => consumer.on_session_timer(out),
        Timer::PollInterval => consumer.on_poll_interval(out),
        Timer::Join => consumer.on_join_timer(out),
        _ => consumer.on_commit_timer(out),
    }
}

/// It has heard of the cluster, as a member of the consumer protocol.
#[inline(never)]
pub fn look_for_coordinator(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.look_for_coordinator(out);
}

/// An answer about the group.
#[inline(never)]
pub fn on_group_response(
    consumer: &mut Consumer,
    asked: InFlightRequest,
    response: Response,
    out: &mut Out<'_>,
) {
    consumer.on_group_response(asked, response, out);
}

/// What was answered to a join while nobody read.
#[inline(never)]
pub fn read_join_answer(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.read_join_answer(out);
}

/// The connection to the coordinator is gone, and with it the answers to these.
#[inline(never)]
pub fn on_coordinator_disconnected(
    consumer: &mut Consumer,
    lost: Vec<InFlightRequest>,
    out: &mut Out<'_>,
) {
    consumer.on_coordinator_disconnected(lost, out);
}

/// The application commits in its loop.
#[inline(never)]
pub fn commit_in_loop(consumer: &mut Consumer, mode: CommitMode, then: Then, out: &mut Out<'_>) {
    consumer.commit_in_mode(mode, then, out);
}

/// The application asks for positions.
#[inline(never)]
pub fn find_position(consumer: &mut Consumer, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
    consumer.find_position(out)
}

/// The application asks where partitions end.
#[inline(never)]
pub fn ask_for_ends(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.ask_for_ends(out);
}

/// It is told.
#[inline(never)]
pub fn on_end_response(consumer: &mut Consumer, response: ListOffsetsResponse, out: &mut Out<'_>) {
    consumer.on_end_response(response, out);
}

/// Partitions begin where the group has read to, if that is known.
#[inline(never)]
pub fn init_from_committed(
    consumer: &mut Consumer,
    partitions: &[TopicPartition],
    out: &mut Out<'_>,
) -> bool {
    consumer.init_from_committed(partitions, out)
}

/// A commit waits until its partition is heard of, and for its coordinator.
#[inline(never)]
pub fn go_on_committing(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.commit_named(out);
    consumer.send_waiting_commits(out);
}

/// The application closes its consumer.
#[inline(never)]
pub fn close(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.close(out);
}

/// It goes on closing it.
#[inline(never)]
pub fn go_on_closing(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.go_on_closing(out);
}

/// The time of the call that the application waits in is up.
#[inline(never)]
pub fn on_call_end(consumer: &mut Consumer, out: &mut Out<'_>) {
    consumer.on_call_end(out);
}
