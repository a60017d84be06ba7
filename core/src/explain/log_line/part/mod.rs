//! What lines are made of: the ids by which `text` tells the meaning of each part.

mod client;
mod coordinator;
mod member;
mod server;

pub use client::ClientPart;
pub use coordinator::CoordinatorPart;
pub use member::MemberPart;
pub use server::ServerPart;

/// Which part of a line it is: the same words in different lines, or the same value, are the same part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogPart {
    /// What controllers and brokers say, and what is about partitions wherever it stands.
    Server(ServerPart),
    /// What clients say of their connections, their batches and where they read.
    Client(ClientPart),
    /// What members say of their groups, and what is about members wherever it stands.
    Member(MemberPart),
    /// What coordinators say of groups.
    Coordinator(CoordinatorPart),
}

impl LogPart {
    /// Every part that a line can have.
    pub fn all() -> impl Iterator<Item = Self> {
        let server = ServerPart::ALL.iter().map(|part| Self::Server(*part));
        let client = ClientPart::ALL.iter().map(|part| Self::Client(*part));
        let member = MemberPart::ALL.iter().map(|part| Self::Member(*part));
        let coordinator = CoordinatorPart::ALL.iter();
        let coordinator = coordinator.map(|part| Self::Coordinator(*part));
        server.chain(client).chain(member).chain(coordinator)
    }
}

/// Lists the parts of one kind. What each means is said by `text`, in its file of the same name.
macro_rules! parts {
    ($(#[$doc:meta])* pub enum $name:ident is $kind:ident; $($part:ident),+ $(,)?) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "what each means is said by `text`")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($part),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$part),+];
        }

        impl From<$name> for super::LogPart {
            fn from(part: $name) -> Self {
                Self::$kind(part)
            }
        }
    };
}

use parts;
