//! The group of the consumer protocol at its coordinator (KIP-848): Kafka's answers to sequences of
//! requests, and what holds whatever comes when.

mod host;
mod offsets;
mod records;
mod schedules;
mod script;
mod sequences;
mod static_members;
