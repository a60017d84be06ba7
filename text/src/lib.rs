//! What people read about values of the engine, in English and Korean side by side.
//!
//! A function takes a [`Lang`] and a value and returns words; a table holds a [`Text`] with both
//! versions. Screens, their labels and lessons are elsewhere.
//!
//! ```
//! use highwater_core::wire::ErrorCode;
//! use highwater_text::{Lang, error, meaning};
//!
//! let words = meaning::in_language(Lang::En);
//! let meaning = words.get(error::meaning(ErrorCode::NotEnoughReplicas));
//! assert!(meaning.starts_with("The ISR is smaller"));
//! ```

pub mod action;
pub mod answer;
pub mod application;
pub mod command;
pub mod config;
pub mod control_plane;
pub mod course;
pub mod error;
pub mod event;
pub mod fact;
pub mod fault;
pub mod fill;
pub mod glossary;
mod headline;
pub mod josa;
mod lang;
pub mod legend;
pub mod lesson;
pub mod log;
pub mod loss;
pub mod meaning;
pub mod message;
pub mod problem;
pub mod refusal;
mod span;
pub mod standing;
mod value;
pub mod view;
pub mod wait;

pub use headline::headline;
pub use lang::{Lang, Text};
pub use message::Message;
pub use span::{span, time_left};
