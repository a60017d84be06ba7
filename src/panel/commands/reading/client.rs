//! The same of calls that an application makes of its consumer, and of what its group has committed.

use std::sync::Arc;

use highwater_core::command::{AdminCommand, ConsumerCall, OffsetTarget};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{Offset, PartitionIndex, TopicId};

use super::{DELAY_MS_MAX, Problem, Typed};
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
            ms: typed.number(0, 0, DELAY_MS_MAX)?,
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
