//! Kafka's own words, always English: what its tools print of a cluster, what its processes log, what
//! its exceptions say, and what its files hold. Without words, as data that texts are made of: how a loss
//! came about, and why something waits.

mod checkpoint;
mod console_consumer;
mod consumer_error;
mod deferred;
mod describe;
mod describe_group;
mod error_message;
mod group_reason;
mod log_line;
mod logged;
mod loss;
mod names;
mod refused_scenario;
mod reset_offsets;
pub mod wait;

pub use checkpoint::{
    DiskFile, clean_shutdown_file, disk_files, leader_epoch_checkpoint, offset_checkpoint,
    partition_metadata,
};
pub use console_consumer::{console_consumer, console_consumer_command};
pub use consumer_error::{consumer_exception, consumer_exception_class};
pub use describe::{
    PartitionFilter, describe_command, describe_partitions, describe_topic, describe_topics,
};
pub use describe_group::{GroupTable, Printed, describe_group, describe_group_command};
pub use error_message::{Exception, exception, exception_class};
pub(crate) use error_message::{class_of, message_of};
pub use log_line::{
    ClientPart, CoordinatorPart, Level, LogLine, LogPart, MemberPart, ServerPart, log_lines,
    producer_config_lines,
};
pub use logged::{Logged, logged_in_step};
pub use loss::{Link, Loss, LossKind, Promise, Remedy, Role, Way, copies, kind_of, losses_so_far};
pub use names::{Names, log_dir};
pub use refused_scenario::{
    refused_empty, refused_scenario, refused_session_timeout, refused_setting,
};
pub use reset_offsets::reset_offsets_output;

use crate::line::count;
