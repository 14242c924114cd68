//! Ids for suppliers that have none.

use karvon_engine::hex;
use sha2::{Digest, Sha256};

use crate::row::suppliers::SupplierRow;

/// Longest slug, in characters.
const SLUG: usize = 40;

/// A slug of the name and 8 hex digits of a hash of name, country and address: the same row gets the same id again, in
/// any file.
pub(crate) fn made_id(row: &SupplierRow) -> String {
    let mut hash = Sha256::new();
    for field in [row.name.as_str(), &row.country_text, row.address.as_deref().unwrap_or_default()] {
        // The length in front keeps different fields from running into one spelling.
        hash.update(field.len().to_string().as_bytes());
        hash.update(b":");
        hash.update(field.as_bytes());
    }
    let digits = hex::encode(hash.finalize().get(..4).unwrap_or_default());
    format!("{}-{digits}", slug(&row.name))
}

/// Letters and digits in lower case, everything between them as one hyphen.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.chars().count() >= SLUG {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "party".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::read_one;

    #[test]
    fn a_slug_keeps_letters_and_digits() {
        assert_eq!(slug("QIANG XING Footwear Co., Ltd."), "qiang-xing-footwear-co-ltd");
        assert_eq!(slug("Фабрика №1"), "фабрика-1");
        assert_eq!(slug("***"), "party");
        assert_eq!(slug(&"x".repeat(99)).len(), 40);
    }

    #[test]
    fn the_hash_is_over_name_country_and_address() {
        let intake = read_one("a.csv", "name,country,address\nMill,Uzbekistan,Navoi 5\n".as_bytes());
        // printf '4:Mill3:UZB7:Navoi 5' | sha256sum
        assert_eq!(intake.inputs.parties[0].id.as_str(), "mill-7d592f5c");
    }
}
