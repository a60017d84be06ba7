//! Bytes as a text that a browser keeps (RFC 4648, the alphabet for addresses, without padding).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as a text.
pub fn written(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = 0_u32;
        for index in 0..3 {
            bits = bits << 8 | u32::from(three.get(index).copied().unwrap_or(0));
        }
        for index in 0..=three.len() {
            let sign = bits >> (18 - 6 * index) & 63;
            text.push(char::from(ALPHABET[sign as usize]));
        }
    }
    text
}

/// The bytes of a text; nothing if it is none of these.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for index in 0..4 {
            let sign = match four.get(index) {
                Some(sign) => ALPHABET.iter().position(|known| known == sign)?,
                None => 0,
            };
            bits = bits << 6 | sign as u32;
        }
        let [_, first, second, third] = bits.to_be_bytes();
        let known = four.len().checked_sub(1).filter(|known| *known > 0)?;
        bytes.extend([first, second, third].into_iter().take(known));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_every_byte_is_read_back() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            let text = written(&all[..length]);
            assert_eq!(read(&text).as_deref(), Some(&all[..length]));
        }
        assert_eq!(written(b"\xfb\xff"), "-_8");
    }

    #[test]
    fn what_is_no_such_text_is_refused() {
        for text in ["a", "ab+d", "ab d", "abcde", "한글"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
