//! Who counts for the high watermark, who may join the ISR and who leaves it.

use super::*;
use crate::broker::testing::{append_one, context, leading, metadata};
use crate::config::BrokerConfig;

fn fetch(broker: i64, offset: i64, log: &Log, context: &Context<'_>) -> FetchState {
    FetchState {
        fetch_offset: Offset(offset),
        log_start_offset: Offset::ZERO,
        now: context.now,
        leader_log_end_offset: log.end_offset(),
        broker_epoch: Some(BrokerEpoch(broker)),
        trace: None,
    }
}

#[test]
fn a_follower_joins_from_the_high_watermark_and_the_beginning_of_the_epoch_on() {
    let config = BrokerConfig::default();
    for (offset, high_watermark, broker_epoch, unfenced, joins, why) in [
        (3, 2, 3, 3, true, "it has reached both"),
        (2, 2, 3, 3, false, "it lacks what the epoch began with"),
        (3, 4, 3, 3, false, "it lacks what is committed"),
        (4, 4, 3, 3, true, "it need not have reached the end"),
        (5, 4, 4, 3, false, "it fetches from another registration"),
        (5, 4, 3, 2, false, "it is fenced"),
    ] {
        let metadata = metadata(unfenced);
        let context = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(3, &context);
        append_one(&mut log, 1);
        append_one(&mut log, 1);
        log.set_high_watermark(Offset(high_watermark));
        let fetch = fetch(broker_epoch, offset, &log, &context);
        let progress = partition
            .note_fetch(BrokerId(3), fetch, &mut log, &context)
            .expect("b3 follows");
        let proposed = progress.expand.map(|proposal| proposal.new_isr);
        let known = [(1, None), (2, None), (3, Some(3))];
        let wanted = known.map(|(id, epoch)| (BrokerId(id), epoch.map(BrokerEpoch)));
        assert_eq!(proposed, joins.then(|| wanted.to_vec()), "{why}");
    }
}

#[test]
fn a_member_of_the_isr_that_is_no_replica_is_out_of_sync() {
    let config = BrokerConfig::default();
    let metadata = metadata(3);
    let context = context(&config, &metadata, 9);
    let (mut partition, log) = leading(3, &context);
    let leadership = partition.leadership.as_mut().expect("b1 leads");
    let members = [1, 2, 9].map(BrokerId);
    leadership.isr = IsrState::committed(members.to_vec());
    assert_eq!(partition.out_of_sync(&log, &context), [BrokerId(9)]);
}

#[test]
fn a_fetch_from_a_registration_that_was_replaced_counts_where_that_is_checked_for_nothing() {
    for checks in [true, false] {
        let mut config = BrokerConfig::default();
        config.semantics.broker_epoch_check = checks;
        let metadata = metadata(3);
        let context = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(3, &context);
        let before = partition.clone();
        let fetch = fetch(1, 3, &log, &context);
        let noted = partition.note_fetch(BrokerId(2), fetch, &mut log, &context);
        let refused = checks.then_some(ErrorCode::NotLeaderOrFollower);
        assert_eq!(noted.err(), refused);
        assert_eq!(partition == before, checks);
    }
}

#[test]
fn the_high_watermark_waits_for_a_caught_up_follower_outside_the_isr_unless_it_is_fenced() {
    let mut config = BrokerConfig::default();
    for (over, unfenced, ms, to, why) in [
        (
            HighWatermarkOver::MaximalIsr,
            3,
            30_009,
            2,
            "it was caught up not too long ago",
        ),
        (
            HighWatermarkOver::MaximalIsr,
            3,
            30_010,
            3,
            "it has lagged for too long",
        ),
        (
            HighWatermarkOver::MaximalIsr,
            2,
            30_009,
            3,
            "it may not join",
        ),
        (
            HighWatermarkOver::CommittedIsr,
            3,
            30_009,
            3,
            "only members count",
        ),
    ] {
        config.semantics.high_watermark = over;
        let metadata = metadata(unfenced);
        let at_first = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(2, &at_first);
        let caught_up = fetch(3, 2, &log, &at_first);
        let leadership = partition.leadership.as_mut().expect("b1 leads");
        leadership.isr.propose(PendingIsr::Shrink(Vec::new()));
        let noted = partition.note_fetch(BrokerId(3), caught_up, &mut log, &at_first);
        assert_eq!(noted.map(|progress| progress.expand), Ok(None));
        append_one(&mut log, 1);
        let later = context(&config, &metadata, ms);
        let fetch = fetch(2, 3, &log, &later);
        let progress = partition.note_fetch(BrokerId(2), fetch, &mut log, &later);
        let advance = progress.expect("b2 follows").advance;
        assert_eq!(advance.map(|advance| advance.to), Some(Offset(to)), "{why}");
    }
}

#[test]
fn a_follower_that_never_fetched_is_not_waited_for_outside_the_isr_and_holds_it_inside() {
    let (config, metadata) = (BrokerConfig::default(), metadata(3));
    let context = context(&config, &metadata, 9);
    let (mut partition, mut log) = leading(2, &context);
    let moved = partition.note_fetch(BrokerId(3), fetch(3, 1, &log, &context), &mut log, &context);
    assert_eq!(
        moved.map(|progress| progress.advance),
        Ok(None),
        "b2 is silent"
    );
    let moved = partition.note_fetch(BrokerId(2), fetch(2, 2, &log, &context), &mut log, &context);
    let advance = moved.expect("b2 follows").advance;
    assert_eq!(advance.map(|advance| advance.to), Some(Offset(2)));
}

#[test]
fn members_that_were_not_caught_up_for_too_long_leave_once() {
    let (config, metadata) = (BrokerConfig::default(), metadata(3));
    for (ms, out) in [(30_009, vec![]), (30_010, vec![BrokerId(2)])] {
        let at_first = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(2, &at_first);
        let later = context(&config, &metadata, ms);
        append_one(&mut log, 1);
        assert_eq!(partition.out_of_sync(&log, &later), out);
        let proposal = partition.shrink_isr(&log, &later);
        assert_eq!(proposal.is_some(), !out.is_empty());
        assert_eq!(
            partition.shrink_isr(&log, &later),
            None,
            "one proposal at a time"
        );
    }
}
