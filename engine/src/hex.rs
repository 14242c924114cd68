//! Bytes as lower-case hexadecimal text.

/// All of the bytes, two digits each.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

/// The first `digits` digits.
pub(crate) fn first_digits(bytes: &[u8], digits: usize) -> String {
    let mut text = encode(bytes.get(..digits.div_ceil(2)).unwrap_or(bytes));
    text.truncate(digits);
    text
}

/// The SHA-256 of some bytes as 64 hexadecimal digits (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    encode(&Sha256::digest(bytes))
}

/// SHA-256 of texts that stand one behind the other.
pub(crate) fn sha256_of<const N: usize>(parts: [&[u8]; N]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_text_has_its_published_hash() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
