//! How Java and Scala print the values that stand in log lines (`toString`).

use crate::explain::Names;
use crate::explain::names::{address, joined};
use crate::id::{BrokerEpoch, BrokerId, TopicPartition};
use crate::metadata::{BrokerRegistration, PartitionRegistration};
use crate::wire::AlterPartitionRequest;

/// The features that a broker of 4.3.1 speaks.
const SUPPORTED_FEATURES: &str = "eligible.leader.replicas.version: 0-1, group.version: 0-1, \
    kraft.version: 0-1, metadata.version: 7-30, share.version: 0-1, streams.version: 0-1, \
    transaction.version: 0-2";

/// Java's `Arrays.toString`.
pub(super) fn array(ids: &[BrokerId]) -> String {
    format!("[{}]", joined(ids, ", "))
}

/// Scala's `mkString("[", ",", "]")`.
pub(super) fn bracketed(ids: &[BrokerId]) -> String {
    format!("[{}]", joined(ids, ","))
}

/// A leader's id, -1 while nobody leads (`LeaderConstants.NO_LEADER`).
pub(super) fn leader(leader: Option<BrokerId>) -> String {
    leader.map_or_else(|| "-1".to_owned(), |id| id.to_string())
}

/// What a broker knew of a leader before (`Option[Int]`).
pub(super) fn previous_leader(before: Option<Option<BrokerId>>) -> String {
    before.map_or_else(|| "None".to_owned(), |id| format!("Some({})", leader(id)))
}

/// Behind the ISR in a line; the blank before it is always there.
pub(super) fn under_min_isr(is_under: bool) -> &'static str {
    if is_under { "(under-min-isr)" } else { "" }
}

/// `PartitionRegistration.toString`.
pub(super) fn partition_registration(
    registration: &PartitionRegistration,
    names: &Names<'_>,
) -> String {
    let directories: Vec<String> = registration
        .replicas
        .iter()
        .map(|replica| names.directory_id(*replica))
        .collect();
    let recovery_state = if registration.recovering {
        "RECOVERING"
    } else {
        "RECOVERED"
    };
    format!(
        "PartitionRegistration(replicas={}, directories=[{}], isr={}, removingReplicas={}, \
         addingReplicas={}, elr={}, lastKnownElr={}, leader={}, leaderRecoveryState={recovery_state}, \
         leaderEpoch={}, partitionEpoch={})",
        array(&registration.replicas),
        directories.join(", "),
        array(&registration.isr),
        array(&registration.removing),
        array(&registration.adding),
        array(&registration.elr),
        array(&registration.last_known_elr),
        leader(registration.leader),
        registration.leader_epoch,
        registration.partition_epoch,
    )
}

/// `PartitionChangeRecord.toString` of a record that holds nothing yet: an election is logged before
/// anything is written into it (`PartitionChangeBuilder.tryElection`).
pub(super) fn empty_partition_change(partition: TopicPartition, names: &Names<'_>) -> String {
    format!(
        "PartitionChangeRecord(partitionId={}, topicId={}, isr=null, leader=-2, replicas=null, \
         removingReplicas=null, addingReplicas=null, leaderRecoveryState=-1, directories=null, \
         eligibleLeaderReplicas=null, lastKnownElr=null)",
        partition.partition,
        names.topic_id(partition.topic),
    )
}

/// `BrokerRegistration.toString`, of the broker as the controller has it.
pub(super) fn broker_registration(
    broker: BrokerId,
    registration: &BrokerRegistration,
    names: &Names<'_>,
) -> String {
    let rack = registration.rack.as_ref().map_or_else(
        || "Optional.empty".to_owned(),
        |rack| format!("Optional[{rack}]"),
    );
    let (host, port) = address(broker);
    format!(
        "BrokerRegistration(id={broker}, epoch={}, incarnationId={}, \
         listeners=[Endpoint(listenerName='PLAINTEXT', securityProtocol=PLAINTEXT, host='{host}', \
         port={port})], supportedFeatures={{{SUPPORTED_FEATURES}}}, rack={rack}, fenced={}, \
         inControlledShutdown={}, isMigratingZkBroker=false, directories=[{}], cordonedDirectories=[])",
        registration.broker_epoch,
        names.incarnation_id(broker, registration.incarnation),
        registration.fenced,
        registration.in_controlled_shutdown,
        names.directory_id(broker),
    )
}

/// `CommittedPartitionState.toString`: a leader is never in recovery for itself.
pub(super) fn committed_state(isr: &[BrokerId]) -> String {
    format!(
        "CommittedPartitionState[isr={}, leaderRecoveryState=RECOVERED]",
        array(isr)
    )
}

/// `PendingExpandIsr.toString` or `PendingShrinkIsr.toString`: what a leader has proposed.
pub(super) fn pending_state(proposal: &AlterPartitionRequest, committed: &[BrokerId]) -> String {
    let is_proposed = |id: &BrokerId| proposal.new_isr.iter().any(|(member, _)| member == id);
    let joining = proposal
        .new_isr
        .iter()
        .find(|(member, _)| !committed.contains(member));
    let (name, change) = match joining {
        Some((joining, _)) => ("PendingExpandIsr", format!("newInSyncReplicaId={joining}")),
        None => {
            let out: Vec<BrokerId> = committed
                .iter()
                .filter(|id| !is_proposed(id))
                .copied()
                .collect();
            let out = format!("outOfSyncReplicaIds={}", array(&out));
            ("PendingShrinkIsr", out)
        }
    };
    format!(
        "{name}({change}, sentLeaderAndIsr={}, leaderRecoveryState=RECOVERED, lastCommittedState={})",
        leader_and_isr(proposal),
        committed_state(committed),
    )
}

/// `LeaderAndIsr.toString`.
fn leader_and_isr(proposal: &AlterPartitionRequest) -> String {
    let members: Vec<String> = proposal
        .new_isr
        .iter()
        .map(|(member, epoch)| {
            let epoch = epoch.unwrap_or(BrokerEpoch(-1));
            format!("BrokerState(brokerId={member}, brokerEpoch={epoch})")
        })
        .collect();
    format!(
        "LeaderAndIsr(leader={}, leaderEpoch={}, isrWithBrokerEpoch=[{}], \
         leaderRecoveryState=RECOVERED, partitionEpoch={})",
        proposal.broker,
        proposal.leader_epoch,
        members.join(", "),
        proposal.partition_epoch,
    )
}
