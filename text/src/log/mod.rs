//! The lines of logs word by word: what each part of a line means.

mod client;
mod coordinator;
mod member;
mod server;

pub use client::ClientMeaning;
pub use coordinator::CoordinatorMeaning;
pub use member::MemberMeaning;
pub use server::ServerMeaning;

use highwater_core::explain::LogPart;

use crate::meaning::Meaning;

/// What that part of a line means.
#[must_use]
pub fn meaning(part: LogPart) -> Meaning {
    match part {
        LogPart::Server(part) => ServerMeaning::from(part).meaning(),
        LogPart::Client(part) => ClientMeaning::from(part).meaning(),
        LogPart::Member(part) => MemberMeaning::from(part).meaning(),
        LogPart::Coordinator(part) => CoordinatorMeaning::from(part).meaning(),
    }
}

/// Lists the meaning of each part of one kind, in both languages.
macro_rules! parts {
    ($(#[$doc:meta])* pub enum $name:ident of $part:ident from $first:expr;
     $($text:ident: $en:literal, $ko:literal;)+) => {
        $crate::meaning::meanings! {
            $(#[$doc])*
            pub enum $name from $first;
            $($text: $en, $ko;)+
        }

        impl From<$part> for $name {
            fn from(part: $part) -> Self {
                match part {
                    $($part::$text => Self::$text,)+
                }
            }
        }
    };
}

use parts;
