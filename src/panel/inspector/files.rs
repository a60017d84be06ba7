//! The small files of a broker's log directory, as they stand on its disk at this moment.

use highwater_core::explain::{self, DiskFile, Names};
use highwater_core::id::{BrokerId, NodeId, TopicPartition};
use highwater_text::Lang;
use highwater_text::fact::ToolFact;
use highwater_text::meaning::Meaning;
use leptos::prelude::RwSignal;

use super::describe::terminal;
use super::section::{look_while_open, section};
use crate::session::{Selection, Session};
use crate::store::Store;
use crate::view::{El, el, live, views};

/// The part, for a broker and for a replica.
pub fn files(store: Store, lang: Lang) -> El {
    let open = RwSignal::new(false);
    let fits = store.look(|session| place(session.selection()).is_some());
    let files = look_while_open(store, open, on_disk);
    let title = lang.pick("Files of its log directory", "로그 디렉터리의 파일");
    section(
        store,
        open,
        || title.to_owned(),
        move || {
            live(move || {
                let mut shown = Vec::new();
                for file in files.get() {
                    shown.push(self::file(store, &file));
                }
                views(shown)
            })
        },
    )
    .hidden(move || !fits.get())
}

/// The broker whose disk it is, and the replica whose directory is shown besides.
fn place(selection: Option<Selection>) -> Option<(BrokerId, Option<TopicPartition>)> {
    match selection? {
        Selection::Node(NodeId::Broker(broker)) => Some((broker, None)),
        Selection::Replica(broker, id) | Selection::Record(broker, id, _) => {
            Some((broker, Some(id)))
        }
        _ => None,
    }
}

/// A file, by its whole path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    path: String,
    content: String,
}

/// The files of the directory itself, and of the replica's directory in it.
fn on_disk(session: &Session) -> Vec<File> {
    let world = session.world();
    let Some((broker, replica)) = place(session.selection()) else {
        return Vec::new();
    };
    let Some(holder) = world.broker(broker) else {
        return Vec::new();
    };
    let own = replica.map(|id| world.metadata().name_of(id) + "/");
    let mut shown = Vec::new();
    for DiskFile { path, content } in explain::disk_files(holder, &Names::of(world)) {
        let is_own = own.as_ref().is_some_and(|own| path.starts_with(&**own));
        if is_own || !path.contains('/') {
            let path = [&*explain::log_dir(broker), "/", &path].concat();
            shown.push(File { path, content });
        }
    }
    shown
}

fn file(store: Store, file: &File) -> El {
    let told = meaning(&file.path).map(|meaning| {
        let words = move || store.say(|words| words.get(meaning).to_owned());
        el("p").class("small muted").live_text(words)
    });
    // It breaks between its folders, not within the name of one.
    let mut path = el("code").class("code");
    for part in file.path.split_inclusive('/') {
        let part = el("span").class("unbroken").text(part);
        path = path.child(part).child(el("wbr"));
    }
    el("div")
        .class("file")
        .child(el("h4").class("facts__title").child(path))
        .child(told)
        .child(terminal(&file.path).text(&file.content))
}

/// What a file is, by its name.
fn meaning(path: &str) -> Option<Meaning> {
    let name = path.rsplit('/').next()?;
    let fact = match name {
        "replication-offset-checkpoint" => ToolFact::ReplicationCheckpoint,
        "recovery-point-offset-checkpoint" => ToolFact::RecoveryPointCheckpoint,
        "log-start-offset-checkpoint" => ToolFact::LogStartCheckpoint,
        ".kafka_cleanshutdown" => ToolFact::CleanShutdown,
        "leader-epoch-checkpoint" => ToolFact::LeaderEpochCheckpoint,
        "partition.metadata" => ToolFact::PartitionMetadata,
        _ => return None,
    };
    Some(fact.meaning())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, Room};

    fn shown(selection: Selection) -> Vec<File> {
        let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        session.update(Action::Select(Some(selection)));
        on_disk(&session)
    }

    #[test]
    fn a_broker_shows_its_directory_and_a_replica_its_own_besides() {
        let broker = BrokerId(1);
        let names = |files: &[File]| -> Vec<String> {
            let short = |file: &File| file.path.replacen("/var/lib/kafka/d1/", "", 1);
            files.iter().map(short).collect()
        };
        let directory = [
            "replication-offset-checkpoint",
            "recovery-point-offset-checkpoint",
            "log-start-offset-checkpoint",
        ];
        let of_broker = shown(Selection::Node(NodeId::Broker(broker)));
        assert_eq!(names(&of_broker), directory);
        let session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        let orders = session.world().metadata().partition_named("orders-0");
        let orders = orders.expect("the topic is there when the cluster opens");
        let of_replica = shown(Selection::Replica(broker, orders));
        let own = [
            "orders-0/leader-epoch-checkpoint",
            "orders-0/partition.metadata",
        ];
        assert_eq!(names(&of_replica), [&directory[..], &own].concat());
        for file in of_replica {
            assert!(meaning(&file.path).is_some(), "{}", file.path);
        }
    }
}
