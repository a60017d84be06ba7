//! The browser. No other room names its APIs, and everything here goes on without what a browser
//! withholds: storage, a network, a preference.

pub mod address;
pub mod deferred;
pub mod dom;
pub mod fetch;
pub mod form;
pub mod frame;
pub mod keyboard;
pub mod page;
pub mod panic;
pub mod preference;
pub mod size;
pub mod storage;
