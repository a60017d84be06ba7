//! The state of what is picked, in Kafka's words: read from the engine, one file for each kind of thing.

mod application;
mod broker;
mod client;
mod cluster;
mod connection;
mod controller;
mod message;
mod metadata_record;
mod partition;
mod record;
mod replica;
mod sheet;
#[cfg(test)]
mod tests;

pub use sheet::{Fact, Facts, Group, Related};

use highwater_core::id::NodeId;
use highwater_text::Lang;
use highwater_text::course::Words;

use crate::session::{Selection, Session};
use sheet::Sheet;

/// What there is to say of what is picked; of the whole cluster, while nothing is. Without the words
/// it is said without what it means.
pub fn of(session: &Session, words: &Words, lang: Lang) -> Facts {
    let mut sheet = Sheet::new(session, words, lang);
    match session.selection() {
        None => cluster::cluster(&mut sheet),
        Some(Selection::Node(node)) => of_node(&mut sheet, node),
        Some(Selection::Partition(id)) => partition::partition(&mut sheet, id),
        Some(Selection::Replica(broker, id)) => replica::replica(&mut sheet, broker, id),
        Some(Selection::Record(broker, id, offset)) => {
            record::record(&mut sheet, broker, id, offset);
        }
        Some(Selection::Metadata(offset)) => {
            metadata_record::metadata_record(&mut sheet, offset);
        }
        Some(Selection::Message(id)) => message::in_flight(&mut sheet, id),
        Some(Selection::Link(a, b)) => connection::link(&mut sheet, a, b),
        Some(Selection::Connection(id)) => connection::connection(&mut sheet, id),
    }
    sheet.done()
}

fn of_node(sheet: &mut Sheet<'_>, node: NodeId) {
    let world = sheet.world();
    match node {
        NodeId::Broker(id) => match world.broker(id) {
            Some(broker) => broker::broker(sheet, broker),
            None => sheet.gone(node.to_string()),
        },
        NodeId::Producer(_) => match world.producer(node) {
            Some(producer) => client::producer(sheet, producer),
            None => sheet.gone(node.to_string()),
        },
        NodeId::Consumer(_) => match world.consumer(node) {
            Some(consumer) => client::consumer(sheet, consumer),
            None => sheet.gone(node.to_string()),
        },
        NodeId::Controller(_) => controller::controller(sheet, node),
        NodeId::Admin => sheet.gone(node.to_string()),
    }
}
