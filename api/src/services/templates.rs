//! The templates of the tables, inside the program.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../fixtures/templates/"]
struct Files;

/// A template by the name of its file: `suppliers.csv` and the others, or all as `karvon.xlsx`.
pub fn template(name: &str) -> Option<Vec<u8>> {
    let is_table = [".csv", ".xlsx"].iter().any(|ending| name.ends_with(ending));
    Files::get(name).filter(|_| is_table).map(|file| file.data.into_owned())
}

#[cfg(test)]
mod tests {
    use karvon_intake::TableKind;

    use super::*;

    #[test]
    fn every_table_has_a_template_with_its_columns() {
        for table in TableKind::ALL {
            let bytes = template(&format!("{}.csv", table.as_str())).unwrap();
            let head = csv::Reader::from_reader(bytes.as_slice()).headers().unwrap().clone();
            assert!(head.iter().eq(table.columns().map(|column| column.name)), "{}", table.as_str());
        }
        assert!(template("karvon.xlsx").is_some_and(|bytes| bytes.starts_with(b"PK")));
        assert_eq!(template("README.md"), None);
    }
}
