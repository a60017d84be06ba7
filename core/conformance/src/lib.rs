//! Holds the engine against Apache Kafka: Kafka's own cases (`vectors/`), fed to the code that the
//! simulation runs, and recordings of a real cluster (`recordings/`), replayed in the simulation.
//!
//! ```text
//! file ─► kind ─► vectors ──► the engine's rules ──► cases
//!              └► recording ─► cluster ─► actions ─► what is seen, step by step ─► cases
//! cases ─► report: cases, passed, the first difference, the deviations in force
//! ```
//!
//! Nothing is skipped: what this program does not know makes a case fail, with the reason.

pub mod bounded;
pub mod case;
pub mod collection;
pub mod deviation;
pub mod document;
pub mod file;
pub mod recording;
pub mod report;
pub mod template;
pub mod vectors;
