//! What people read about values of the engine.

pub mod course;
