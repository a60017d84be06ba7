//! Kafka's own words, always English: what its tools print of a cluster, what its processes log, what
//! its exceptions say, and what its files hold; and why something waits, typed.

mod checkpoint;
mod describe;
mod error_message;
mod log_line;
mod names;
mod uuid;
pub mod wait;

pub use checkpoint::{
    DiskFile, clean_shutdown_file, disk_files, leader_epoch_checkpoint, offset_checkpoint,
    partition_metadata,
};
pub use describe::{describe_topic, describe_topics};
pub use error_message::{Exception, exception};
pub use log_line::{Level, LogLine, log_lines};
pub use names::{Names, log_dir};
