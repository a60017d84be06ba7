//! How a producer turns what its application hands over into bytes, and those into fewer.

use serde::{Deserialize, Serialize};

/// A serializer (`org.apache.kafka.common.serialization`). Applications hand over text here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Serializer {
    /// Text as UTF-8.
    #[default]
    #[serde(rename = "org.apache.kafka.common.serialization.StringSerializer")]
    String,
    /// The bytes of the text as they are.
    #[serde(rename = "org.apache.kafka.common.serialization.ByteArraySerializer")]
    ByteArray,
    /// A number of 32 bits: it cannot take a text, so that every `send` of one fails.
    #[serde(rename = "org.apache.kafka.common.serialization.IntegerSerializer")]
    Integer,
}

impl Serializer {
    /// Its class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::String => "org.apache.kafka.common.serialization.StringSerializer",
            Self::ByteArray => "org.apache.kafka.common.serialization.ByteArraySerializer",
            Self::Integer => "org.apache.kafka.common.serialization.IntegerSerializer",
        }
    }

    /// Whether it makes bytes of a text, or of none (`Serializer.serialize`). None is none to each of them.
    #[must_use]
    pub fn takes(self, text: Option<&str>) -> bool {
        self != Self::Integer || text.is_none()
    }
}

/// A codec (`CompressionType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CompressionType {
    /// Records as they are.
    #[default]
    None,
    /// The smallest of the old ones.
    Gzip,
    /// Quick, and larger.
    Snappy,
    /// Quick.
    Lz4,
    /// Smaller than gzip, and quicker.
    Zstd,
}

impl CompressionType {
    /// To how many thousandths of their size records are compressed. Simplified: how far that really goes
    /// depends on what is in them; these are figures of the order that texts give.
    #[must_use]
    pub fn ratio_permille(self) -> u32 {
        match self {
            Self::None => 1_000,
            Self::Gzip => 400,
            Self::Snappy => 600,
            Self::Lz4 => 550,
            Self::Zstd => 350,
        }
    }
}
