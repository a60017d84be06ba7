//! What is told of each thing that can be picked: a sentence on every field of its state, on the columns
//! of a tool's output, and on the files of a log directory.

mod group_column;
mod network;
mod node;
mod partition;
mod tool;

pub use group_column::GroupColumn;
pub use network::NetworkFact;
pub use node::NodeFact;
pub use partition::PartitionFact;
pub use tool::ToolFact;
