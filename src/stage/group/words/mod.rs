//! The words of a group, in both languages.

mod head;
mod idle;
mod member;
mod partition;

pub use self::head::*;
pub use self::idle::*;
pub use self::member::*;
pub use self::partition::*;
pub use crate::stage::label::list;
