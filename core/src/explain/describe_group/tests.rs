//! The tables held against what the real tool printed (Apache Kafka 4.3.1): padding and blanks as there.

use super::offsets::OffsetRow;
use super::*;
use crate::group::{GroupState, GroupType, MemberId};
use crate::id::{LeaderEpoch, Offset, PartitionIndex};
use crate::wire::CommittedOffset;

/// `orders:0,1`.
fn partitions(text: &str) -> Vec<NamedPartition> {
    let mut all = Vec::new();
    for part in text.split(';').filter(|part| !part.is_empty()) {
        let (topic, indexes) = part.split_once(':').expect("a topic and partitions");
        for index in indexes.split(',') {
            all.push(NamedPartition {
                topic: topic.into(),
                partition: PartitionIndex(index.parse().expect("a number")),
            });
        }
    }
    all
}

fn member(id: &str, client: &str, epoch: Option<i32>, assigned: &str) -> MemberDescription {
    MemberDescription {
        member_id: MemberId(id.into()),
        instance_id: None,
        client_id: client.into(),
        assigned: partitions(assigned),
        target: epoch.map(|_| partitions(assigned)),
        member_epoch: epoch.map(GroupEpoch),
        upgraded: epoch.map(|_| true),
    }
}

fn group(
    state: GroupState,
    epoch: Option<i32>,
    members: Vec<MemberDescription>,
) -> GroupDescription {
    GroupDescription {
        group_id: GroupId("board".into()),
        state,
        group_type: GroupType::Consumer,
        assignor: epoch.map(|_| "uniform".into()),
        group_epoch: epoch.map(GroupEpoch),
        target_assignment_epoch: epoch.map(|epoch| GroupEpoch(epoch.min(6))),
        members,
    }
}

/// What is printed: the columns that are named are those of the table's head.
fn text_of(printed: Printed) -> String {
    let head = printed.text.lines().find(|line| line.starts_with("GROUP "));
    let named: String = printed.columns.concat();
    let without_blanks = |text: &str| text.replace(' ', "");
    assert_eq!(
        without_blanks(&named),
        without_blanks(head.unwrap_or_default())
    );
    printed.text
}

fn members_table(group: &GroupDescription, verbose: bool) -> String {
    let mut printed = Printed::from(standing(group));
    put_members(&mut printed, group, verbose);
    text_of(printed)
}

fn state_table(group: &GroupDescription, coordinator: u32, verbose: bool) -> String {
    let mut printed = Printed::from(standing(group));
    put_state(&mut printed, BrokerId(coordinator), group, verbose);
    text_of(printed)
}

#[test]
fn members_of_the_consumer_protocol() {
    let members = vec![
        member(
            "Y1yuDRiLTVyUmQyJMrDiQg",
            "c3",
            Some(4),
            "catalog:1;orders:3",
        ),
        member("cMTVKiJGQ0yGjsZQcUtF2A", "c1", Some(4), "orders:0,1,2"),
    ];
    let group = group(GroupState::Stable, Some(4), members);
    let expected = "
GROUP           CONSUMER-ID            HOST            CLIENT-ID       #PARTITIONS     CURRENT-EPOCH   CURRENT-ASSIGNMENT   TARGET-EPOCH    TARGET-ASSIGNMENT   \n\
board           Y1yuDRiLTVyUmQyJMrDiQg /127.0.0.1      c3              2               4               catalog:1;orders:3   4               catalog:1;orders:3  \n\
board           cMTVKiJGQ0yGjsZQcUtF2A /127.0.0.1      c1              3               4               orders:0,1,2         4               orders:0,1,2        \n";
    assert_eq!(members_table(&group, true), expected);
}

#[test]
fn members_of_the_classic_protocol_and_static_ones() {
    let id = "c1-00000000-0000-4000-8000-000000000000";
    let mut members = vec![member(id, "c1", None, "catalog:0,1;orders:0,1,2,3,4,5")];
    let expected = "
GROUP           CONSUMER-ID                             HOST            CLIENT-ID       #PARTITIONS     CURRENT-EPOCH   CURRENT-ASSIGNMENT             TARGET-EPOCH    TARGET-ASSIGNMENT   \n\
board           c1-00000000-0000-4000-8000-000000000000 /127.0.0.1      c1              8               -               catalog:0,1;orders:0,1,2,3,4,5 -               -                   \n";
    assert_eq!(
        members_table(&group(GroupState::Stable, None, members.clone()), true),
        expected
    );
    members[0].instance_id = Some("i1".into());
    let expected = "
GROUP           CONSUMER-ID                             GROUP-INSTANCE-ID HOST            CLIENT-ID       #PARTITIONS     \n\
board           c1-00000000-0000-4000-8000-000000000000 i1                /127.0.0.1      c1              8               \n";
    assert_eq!(
        members_table(&group(GroupState::Stable, None, members), false),
        expected
    );
}

#[test]
fn a_groups_state() {
    let expected = "
Consumer group 'board' has no active members.

GROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE                #MEMBERS
board           127.0.0.1:19001  (1)      uniform              Empty                0\n";
    let empty = group(GroupState::Empty, Some(7), Vec::new());
    assert_eq!(state_table(&empty, 1, false), expected);
    let expected = "
Consumer group 'board' has no active members.

GROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE                #MEMBERS
board           127.0.0.1:19002  (2)      -                    Empty                0\n";
    assert_eq!(
        state_table(&group(GroupState::Empty, None, Vec::new()), 2, false),
        expected
    );
    let expected = "
Warning: Consumer group 'board' is rebalancing.

GROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE                GROUP-EPOCH     TARGET-ASSIGNMENT-EPOCH   #MEMBERS
board           127.0.0.1:19001  (1)      uniform              Assigning            7               6                         0\n";
    assert_eq!(
        state_table(&group(GroupState::Assigning, Some(7), Vec::new()), 1, true),
        expected
    );
}

#[test]
fn offsets_with_a_member_and_without() {
    let committed = |offset: i64| CommittedOffset {
        offset: Offset(offset),
        leader_epoch: Some(LeaderEpoch(1)),
        metadata: "".into(),
    };
    let (three, zero) = (committed(3), committed(0));
    let member = member(
        "c1-00000000-0000-4000-8000-000000000000",
        "c1",
        None,
        "orders:0,1",
    );
    let row = |index: u32, committed, log_end: Option<i64>, lag, member| OffsetRow {
        partition: partitions("orders:0,1,2").swap_remove(index as usize),
        committed,
        log_end: log_end.map(Offset),
        lag,
        member,
    };
    let rows = [
        row(0, Some(&three), Some(6), Some(3), Some(&member)),
        row(1, None, Some(6), None, Some(&member)),
        row(2, Some(&zero), None, None, None),
    ];
    let table = |verbose| {
        let mut printed = Printed::default();
        put_offsets(&mut printed, "g", &rows, verbose);
        text_of(printed)
    };
    let expected = "
GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID                             HOST            CLIENT-ID
g               orders          0          3               6               3               c1-00000000-0000-4000-8000-000000000000 /127.0.0.1      c1
g               orders          1          -               6               -               c1-00000000-0000-4000-8000-000000000000 /127.0.0.1      c1
g               orders          2          0               -               -               -                                       -               -\n";
    assert_eq!(table(false), expected);
    let head = "\nGROUP           TOPIC           PARTITION  LEADER-EPOCH    CURRENT-OFFSET ";
    assert!(table(true).starts_with(head));
    assert!(
        table(true).contains("\ng               orders          0          1               3 ")
    );
    let mut nothing = Printed::default();
    put_offsets(&mut nothing, "g", &[], false);
    assert_eq!(nothing, Printed::default());
}
