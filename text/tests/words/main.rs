//! What people read, tested over every value that there is.

mod codec;
mod control_plane;
mod every_value;
mod golden;
mod golden_file;
mod lanes;
mod live;
mod log_parts;
mod samples;
mod scenes;
mod tables;
mod waits;
