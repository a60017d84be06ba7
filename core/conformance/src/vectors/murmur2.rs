//! `Utils.murmur2` and `BuiltInPartitioner.partitionForKey`: a key's hash, and its partition among so
//! many.

use std::collections::BTreeMap;

use highwater_core::client::{murmur2, partition_for_key, to_positive};
use serde::Deserialize;
use serde_json::json;

use crate::case::{Failure, Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// For people; the bytes are the key.
    #[serde(rename = "key_utf8")]
    _key_utf8: Option<String>,
    key_hex: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    murmur2: i32,
    to_positive: u32,
    partition_by_count: BTreeMap<u32, u32>,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let key = bytes(&vector.input.key_hex)?;
    let expect = &vector.expect;
    let hash = murmur2(&key);
    compare("murmur2", &json!(expect.murmur2), &json!(hash))?;
    let positive = to_positive(hash);
    compare("to_positive", &json!(expect.to_positive), &json!(positive))?;
    for (count, wanted) in &expect.partition_by_count {
        let partition = partition_for_key(&key, *count).map(|partition| partition.0);
        let place = format!("partition_by_count.{count}");
        compare(&place, &json!(wanted), &json!(partition))?;
    }
    Ok(())
}

/// The bytes that a text of hexadecimal digits stands for.
fn bytes(hex: &str) -> Result<Vec<u8>, Failure> {
    let unfit = || Failure::unfit(format!("`{hex}` is no text of hexadecimal digits"));
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return Err(unfit());
    }
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let number = digit(*high).zip(digit(*low));
        let (high, low) = number.ok_or_else(unfit)?;
        bytes.push(u8::try_from(high * 16 + low).map_err(Failure::unfit)?);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_byte_by_byte_and_nothing_else_is_read() {
        assert_eq!(bytes("00fF7e"), Ok(vec![0, 255, 126]));
        assert_eq!(bytes(""), Ok(Vec::new()));
        for wrong in ["0", "0g", "+1", "äö"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
