//! What a leader waits for from its followers, in a clause: high watermarks, acknowledgements, ISRs.

use highwater_core::explain::wait::Reason;
use highwater_core::id::{BrokerId, Offset};

use crate::fill::Value;
use crate::wait::Teller;
use crate::wait::clause::Clause;

/// Acknowledgements and high watermarks.
pub(super) fn of_acks(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::AckNeedsHighWatermark {
            leader,
            partition,
            required,
            high_watermark,
        } => teller.of(
            *partition,
            Clause::AckNeedsHighWatermark,
            &[leader.into(), high_watermark.into(), required.into()],
        ),
        Reason::LooksLate(leader) => teller.clause(Clause::LooksLate, &[leader.into()]),
        Reason::LooksWithNextFetch(leader) => {
            teller.clause(Clause::LooksWithNextFetch, &[leader.into()])
        }
        Reason::UnderMinIsr {
            partition,
            isr,
            min_isr,
        } => teller.of(
            *partition,
            Clause::UnderMinIsr,
            &[isr.as_slice().into(), min_isr.into()],
        ),
        Reason::AboveHighWatermark {
            partition,
            high_watermark,
            end,
        } => teller.of(
            *partition,
            Clause::AboveHighWatermark,
            &[Value::Offsets(*high_watermark, *end), high_watermark.into()],
        ),
        _ => None,
    }
}

/// What a leader knows of a follower.
pub(super) fn of_replicas(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::HeldBack {
            leader,
            follower,
            known: None,
            ..
        } => teller.clause(Clause::NotHeardOf, &[leader.into(), follower.into()]),
        Reason::HeldBack {
            leader,
            follower,
            known: Some(known),
            in_isr,
            ..
        } => {
            let clause = match in_isr {
                true => Clause::LastSaw,
                false => Clause::LastSawJoining,
            };
            teller.clause(clause, &[leader.into(), follower.into(), known.into()])
        }
        Reason::LacksRecords {
            leader,
            follower,
            known,
            needed,
            ..
        } => lacks(teller, *leader, *follower, *known, *needed),
        Reason::StartsEarlier {
            leader,
            follower,
            known,
            ..
        } => teller.clause(
            Clause::StartsEarlier,
            &[leader.into(), follower.into(), known.into()],
        ),
        Reason::DeletionNeedsLogStart {
            leader,
            partition,
            required,
        } => teller.of(
            *partition,
            Clause::DeletionNeedsLogStart,
            &[leader.into(), required.into()],
        ),
        Reason::FetcherPauses { follower, leader } => {
            teller.clause(Clause::FetcherPauses, &[follower.into(), leader.into()])
        }
        _ => None,
    }
}

fn lacks(
    teller: Teller<'_>,
    leader: BrokerId,
    follower: BrokerId,
    known: Option<Offset>,
    needed: Offset,
) -> Option<String> {
    match known {
        None => teller.clause(Clause::NotHeardOf, &[leader.into(), follower.into()]),
        Some(known) => {
            let behind = needed.0.saturating_sub(known.0);
            let behind = Value::Records(u32::try_from(behind).unwrap_or(u32::MAX));
            teller.clause(
                Clause::Lacks,
                &[follower.into(), known.into(), needed.into(), behind],
            )
        }
    }
}

/// Who is in the ISR, and who proposes what.
pub(super) fn of_isr(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::OutsideIsr {
            broker,
            partition,
            eligible,
        } => {
            let clause = match eligible {
                true => Clause::OutsideIsrInElr,
                false => Clause::OutsideIsr,
            };
            teller.of(*partition, clause, &[broker.into()])
        }
        Reason::NotEligible { leader, follower } => {
            teller.clause(Clause::NotEligible, &[leader.into(), follower.into()])
        }
        Reason::JoinsWithNextFetch { leader, follower } => teller.clause(
            Clause::JoinsWithNextFetch,
            &[leader.into(), follower.into()],
        ),
        Reason::Proposed {
            leader,
            partition,
            isr,
        } => teller.of(
            *partition,
            Clause::Proposed,
            &[leader.into(), isr.as_slice().into()],
        ),
        Reason::OtherProposalFirst { leader, partition } => {
            teller.of(*partition, Clause::OtherProposalFirst, &[leader.into()])
        }
        Reason::ProposalRefused(leader) => teller.clause(Clause::ProposalRefused, &[leader.into()]),
        Reason::Moves {
            partition,
            adding,
            removing,
        } => teller.of(
            *partition,
            Clause::Moves,
            &[adding.as_slice().into(), removing.as_slice().into()],
        ),
        _ => None,
    }
}
