//! How many bytes records take in a batch (`DefaultRecord`, `DefaultRecordBatch`, message format 2).

use super::{Batch, Record};

/// The header of a batch (`RECORD_BATCH_OVERHEAD`).
pub const BATCH_OVERHEAD_BYTES: u32 = 61;

/// The most that a record takes beside its key and its value (`MAX_RECORD_OVERHEAD`).
const MAX_RECORD_OVERHEAD_BYTES: u32 = 21;

/// How many headers follow, written as a number of its own.
const HEADER_COUNT: u64 = 1;

impl Record {
    /// How many bytes it takes as the record that stands so many places, and was made so many
    /// milliseconds, after its batch's first (`DefaultRecord.sizeInBytes`). Records have no headers here.
    #[must_use]
    pub fn size_bytes(&self, offset_delta: u32, timestamp_delta_ms: u64) -> u32 {
        const ATTRIBUTES: u64 = 1;
        let body = ATTRIBUTES
            + varint_bytes(zigzag(offset_delta.into()))
            + varint_bytes(zigzag(timestamp_delta_ms))
            + field_bytes(self.key.as_deref())
            + field_bytes(self.value.as_deref())
            + HEADER_COUNT;
        u32::try_from(body + varint_bytes(zigzag(body))).unwrap_or(u32::MAX)
    }

    /// The most that a batch with this record alone may take
    /// (`AbstractRecords.estimateSizeInBytesUpperBound`).
    #[must_use]
    pub fn alone_bytes(&self) -> u32 {
        let fields = field_bytes(self.key.as_deref()) + field_bytes(self.value.as_deref());
        let fields = u32::try_from(fields + HEADER_COUNT).unwrap_or(u32::MAX);
        fields.saturating_add(BATCH_OVERHEAD_BYTES + MAX_RECORD_OVERHEAD_BYTES)
    }
}

impl Batch {
    /// How many bytes it takes, uncompressed. All of its records are as old as the batch here.
    #[must_use]
    pub fn size_bytes(&self) -> u32 {
        let mut total = BATCH_OVERHEAD_BYTES;
        for (place, record) in (0u32..).zip(self.records.iter()) {
            total = total.saturating_add(record.size_bytes(place, 0));
        }
        total
    }
}

/// A length and as many bytes; the length -1 stands for null.
fn field_bytes(field: Option<&str>) -> u64 {
    const NULL: u64 = 1;
    field.map_or(NULL, |text| {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX >> 2);
        varint_bytes(zigzag(length)) + length
    })
}

/// Variable-length numbers are written with their sign in the lowest bit (`ByteUtils.writeVarlong`).
fn zigzag(number: u64) -> u64 {
    number << 1
}

/// How many bytes a number takes, seven bits in each.
fn varint_bytes(number: u64) -> u64 {
    let bits = u64::from(u64::BITS - number.leading_zeros());
    bits.div_ceil(7).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_takes_what_kafka_writes_of_it() {
        // Length, attributes, timestamp, offset, key, value, number of headers.
        for (key, value, offset_delta, timestamp_delta_ms, bytes) in [
            (None, None, 0, 0, 1 + 1 + 1 + 1 + 1 + 1 + 1),
            (None, Some("v1"), 0, 0, 1 + 1 + 1 + 1 + 1 + 3 + 1),
            (Some("k"), Some("v1"), 63, 63, 1 + 1 + 1 + 1 + 2 + 3 + 1),
            (Some("k"), Some("v1"), 64, 64, 1 + 1 + 2 + 2 + 2 + 3 + 1),
            (Some("k"), Some("v1"), 0, 8_192, 1 + 1 + 3 + 1 + 2 + 3 + 1),
        ] {
            let record = Record::new(key, value);
            assert_eq!(record.size_bytes(offset_delta, timestamp_delta_ms), bytes);
            assert!(record.alone_bytes() >= bytes + BATCH_OVERHEAD_BYTES);
        }
        let long = "v".repeat(64);
        let record = Record::new(None, Some(&long));
        assert_eq!(
            record.size_bytes(0, 0),
            2 + 1 + 1 + 1 + 1 + 2 + 64 + 1,
            "lengths of 64 and more take two bytes"
        );
    }
}
