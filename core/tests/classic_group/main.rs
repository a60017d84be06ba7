//! The classic group at its coordinator: Kafka's answers to sequences of requests, and what holds
//! whatever comes when.

mod host;
mod records;
mod schedules;
mod script;
mod sequences;
mod static_members;
