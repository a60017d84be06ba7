//! What people read about values of the engine, in English and Korean side by side.
//!
//! A function takes a [`Lang`] and a value and returns words; a table holds a [`Text`] with both
//! versions. Screens, their labels and lessons are elsewhere.
//!
//! ```
//! use highwater_core::wire::ErrorCode;
//! use highwater_text::{Lang, error};
//!
//! assert!(error::meaning(Lang::En, ErrorCode::NotEnoughReplicas).starts_with("The ISR is smaller"));
//! ```

pub mod command;
pub mod config;
pub mod course;
pub mod error;
pub mod event;
pub mod fault;
pub mod fill;
pub mod glossary;
mod headline;
pub mod josa;
mod lang;
pub mod legend;
pub mod lesson;
pub mod message;
pub mod refusal;
pub mod standing;
mod value;

pub use headline::headline;
pub use lang::{Lang, Text};
pub use message::Message;
