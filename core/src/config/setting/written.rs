//! How the values of settings are written.

use std::sync::Arc;

use crate::config::topic_key::is_true;
use crate::config::{
    AssignorList, AutoOffsetReset, CompressionType, ConsumerGroupMigrationPolicy, GroupProtocol,
    HighWatermarkOver, ReplicaSelector, Serializer, Truncation,
};
use crate::wire::Acks;

/// How a value is written in a configuration file, and read from one.
pub(super) trait Written: Sized {
    fn written(&self) -> String;
    fn read(value: &str) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Written for $number {
            fn written(&self) -> String {
                self.to_string()
            }

            fn read(value: &str) -> Option<Self> {
                value.parse().ok()
            }
        }
    )*};
}

numbers! { u32 u64 }

/// To set a key to what it is by default is something else than not to set it: what was said has to go with
/// the other settings.
impl<T: Written> Written for Option<T> {
    fn written(&self) -> String {
        self.as_ref().map_or_else(String::new, T::written)
    }

    fn read(value: &str) -> Option<Self> {
        T::read(value).map(Some)
    }
}

impl Written for bool {
    fn written(&self) -> String {
        if *self { "true" } else { "false" }.to_owned()
    }

    fn read(value: &str) -> Option<Self> {
        Some(is_true(value))
    }
}

impl Written for Arc<str> {
    fn written(&self) -> String {
        self.as_ref().to_owned()
    }

    fn read(value: &str) -> Option<Self> {
        Some(value.into())
    }
}

impl Written for GroupProtocol {
    fn written(&self) -> String {
        Self::WORDS[usize::from(*self == Self::Consumer)].to_owned()
    }

    fn read(value: &str) -> Option<Self> {
        match &*value.to_ascii_lowercase() {
            "classic" => Some(Self::Classic),
            "consumer" => Some(Self::Consumer),
            _ => None,
        }
    }
}

impl GroupProtocol {
    /// Every word that it is written with.
    pub(super) const WORDS: &'static [&'static str] = &["classic", "consumer"];
}

impl Written for AutoOffsetReset {
    fn written(&self) -> String {
        (*self).written()
    }

    fn read(value: &str) -> Option<Self> {
        Self::parsed(value)
    }
}

impl Written for AssignorList {
    fn written(&self) -> String {
        self.written()
    }

    fn read(value: &str) -> Option<Self> {
        Self::parsed(value)
    }
}

/// The words of a choice, each with what it stands for; of two for the same, the first is written.
macro_rules! words {
    ($of:ident: $($word:literal => $variant:ident),+ $(,)?) => {
        impl $of {
            /// Every word that it is written with.
            pub(super) const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl Written for $of {
            fn written(&self) -> String {
                let words = [$(($word, Self::$variant)),+];
                let known = words.iter().find(|(_, variant)| variant == self);
                known.map_or("", |(word, _)| word).to_owned()
            }

            fn read(value: &str) -> Option<Self> {
                match value {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

words! { Acks: "all" => All, "-1" => All, "0" => None, "1" => Leader }
words! {
    CompressionType:
        "none" => None,
        "gzip" => Gzip,
        "snappy" => Snappy,
        "lz4" => Lz4,
        "zstd" => Zstd,
}
words! {
    Serializer:
        "org.apache.kafka.common.serialization.StringSerializer" => String,
        "org.apache.kafka.common.serialization.ByteArraySerializer" => ByteArray,
        "org.apache.kafka.common.serialization.IntegerSerializer" => Integer,
}
words! {
    ConsumerGroupMigrationPolicy:
        "bidirectional" => Bidirectional,
        "upgrade" => Upgrade,
        "downgrade" => Downgrade,
        "disabled" => Disabled,
}
words! { Truncation: "kip-279" => LeaderEpoch, "kip-101" => LeaderEpochOnce, "high-watermark" => HighWatermark }
words! { HighWatermarkOver: "maximal-isr" => MaximalIsr, "committed-isr" => CommittedIsr }
words! {
    ReplicaSelector:
        "" => Leader,
        "org.apache.kafka.common.replica.LeaderSelector" => Leader,
        "org.apache.kafka.common.replica.RackAwareReplicaSelector" => RackAware,
}
