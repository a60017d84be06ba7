//! The same of calls that an application makes of its consumer, and of what its group has committed.

use std::sync::Arc;

use highwater_core::command::{AdminCommand, ConsumerCall, OffsetTarget};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{Offset, PartitionIndex, TopicId};

use super::{DELAY_MAX_MS, Problem, Typed};
use crate::session::CallForm;

/// The call with what is typed; `name` is a topic's.
pub(super) fn call(
    typed: &Typed<'_>,
    call: CallForm,
    name: &dyn Fn(TopicId) -> Arc<str>,
) -> Result<ConsumerCall, Problem> {
    let partition = || {
        let target = typed.target(0)?;
        Ok(NamedPartition {
            topic: name(target.topic),
            partition: target.partition,
        })
    };
    let offset = || Ok(Offset(typed.number(1, i64::MIN, i64::MAX)?));
    Ok(match call {
        CallForm::Subscribe => ConsumerCall::Subscribe(names(typed.text(0))),
        CallForm::Assign => ConsumerCall::Assign(partitions(typed)?),
        CallForm::Poll => ConsumerCall::Poll {
            ms: typed.number(0, 0, DELAY_MAX_MS)?,
            until_records: None,
        },
        CallForm::Seek => ConsumerCall::Seek {
            partition: partition()?,
            offset: offset()?,
        },
        CallForm::Pause => ConsumerCall::Pause(partition()?),
        CallForm::Resume => ConsumerCall::Resume(partition()?),
        CallForm::CommitOffset => ConsumerCall::CommitOffset {
            partition: partition()?,
            offset: offset()?,
        },
    })
}

/// What an administrator asks the group's coordinator for.
pub(super) fn reset_offsets(typed: &Typed<'_>, group: Arc<str>) -> Result<AdminCommand, Problem> {
    let to = match typed.text(1) {
        "to-earliest" => OffsetTarget::Earliest,
        "to-latest" => OffsetTarget::Latest,
        "to-offset" => OffsetTarget::Offset(Offset(typed.number(2, 0, i64::MAX)?)),
        _ => OffsetTarget::ShiftBy(typed.number(2, i64::MIN, i64::MAX)?),
    };
    Ok(AdminCommand::ResetOffsets {
        group: GroupId(group),
        topic: typed.text(0).into(),
        to,
    })
}

/// Names with commas between them.
fn names(list: &str) -> Vec<Arc<str>> {
    let names = list.split(',').map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(Arc::from)
        .collect()
}

/// `orders-0, orders-1`.
fn partitions(typed: &Typed<'_>) -> Result<Vec<NamedPartition>, Problem> {
    let mut partitions = Vec::new();
    for name in names(typed.text(0)) {
        let read = name.rsplit_once('-').and_then(|(topic, index)| {
            Some(NamedPartition {
                topic: topic.into(),
                partition: PartitionIndex(index.parse().ok()?),
            })
        });
        match read {
            Some(partition) => partitions.push(partition),
            None => {
                return typed.wrong(
                    0,
                    "Write partitions with commas between them: orders-0, orders-1.",
                    "파티션을 쉼표로 나눠 적으세요. 예: orders-0, orders-1",
                );
            }
        }
    }
    Ok(partitions)
}

#[cfg(test)]
mod tests {
    use highwater_core::command::{Command, LoopFault};
    use highwater_core::id::{ClientId, NodeId};
    use highwater_text::Lang;

    use super::super::command;
    use super::*;
    use crate::session::{Form, Room, Session};

    const C1: NodeId = NodeId::Consumer(ClientId(1));

    /// The number of orders-0 in a select.
    const ORDERS_0: &str = "4294967296";

    fn read(form: Form, values: &[&str]) -> Result<Command, usize> {
        let session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        command(&session, form, &values, Lang::En).map_err(|problem| problem.field)
    }

    #[test]
    fn each_call_is_read_from_what_is_typed() {
        let orders = || NamedPartition {
            topic: "orders".into(),
            partition: PartitionIndex(0),
        };
        for (form, values, call) in [
            (
                CallForm::Subscribe,
                &["orders, payments,"][..],
                ConsumerCall::Subscribe(vec!["orders".into(), "payments".into()]),
            ),
            (
                CallForm::Assign,
                &["orders-0"],
                ConsumerCall::Assign(vec![orders()]),
            ),
            (
                CallForm::Poll,
                &["500"],
                ConsumerCall::Poll {
                    ms: 500,
                    until_records: None,
                },
            ),
            (
                CallForm::Seek,
                &[ORDERS_0, "-5"],
                ConsumerCall::Seek {
                    partition: orders(),
                    offset: Offset(-5),
                },
            ),
            (CallForm::Pause, &[ORDERS_0], ConsumerCall::Pause(orders())),
            (
                CallForm::Resume,
                &[ORDERS_0],
                ConsumerCall::Resume(orders()),
            ),
            (
                CallForm::CommitOffset,
                &[ORDERS_0, "3"],
                ConsumerCall::CommitOffset {
                    partition: orders(),
                    offset: Offset(3),
                },
            ),
        ] {
            let (form, consumer) = (Form::Call(C1, form), C1);
            let expected = Command::CallConsumer { consumer, call };
            assert_eq!(read(form, values), Ok(expected), "{form:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_turned_away_at_its_field() {
        for (form, values, field) in [
            (Form::Call(C1, CallForm::Assign), &["orders"][..], 0),
            (Form::Call(C1, CallForm::Poll), &["soon"], 0),
            (Form::Call(C1, CallForm::Seek), &[ORDERS_0, "x"], 1),
            (Form::SlowProcessing(C1), &["-1"], 0),
            (Form::FailNext(C1), &["some"], 0),
            (Form::ResetOffsets(C1), &["orders", "to-offset", "-1"], 2),
        ] {
            assert_eq!(read(form, values), Err(field), "{form:?}, {values:?}");
        }
    }

    #[test]
    fn offsets_are_reset_as_kafkas_tool_is_told() {
        for (target, number, to) in [
            ("to-earliest", "0", OffsetTarget::Earliest),
            ("to-latest", "0", OffsetTarget::Latest),
            ("to-offset", "7", OffsetTarget::Offset(Offset(7))),
            ("shift-by", "-2", OffsetTarget::ShiftBy(-2)),
        ] {
            let read = read(Form::ResetOffsets(C1), &["orders", target, number]);
            let expected = AdminCommand::ResetOffsets {
                group: GroupId("".into()),
                topic: "orders".into(),
                to,
            };
            assert_eq!(read, Ok(Command::Admin(expected)), "{target}");
        }
    }

    #[test]
    fn a_record_may_be_left_to_the_partitioner() {
        let p1 = NodeId::Producer(ClientId(1));
        let partitioner = "8589934590";
        let sent = read(Form::Send(p1), &["k", "v", partitioner]);
        let Ok(Command::Produce { partition, .. }) = sent else {
            panic!("{sent:?}");
        };
        assert_eq!(partition, None);
        let steadily = read(Form::SendSteadily(p1), &[partitioner, "500"]);
        let Ok(Command::SendSteadily { partitions, .. }) = steadily else {
            panic!("{steadily:?}");
        };
        assert_eq!(partitions, []);
        let slower = read(Form::SlowProcessing(C1), &["250"]);
        let fault = LoopFault::SlowProcessing { by_ms: 250 };
        let consumer = C1;
        assert_eq!(slower, Ok(Command::DisturbLoop { consumer, fault }));
    }
}
