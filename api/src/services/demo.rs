//! The demo: an invented workwear buyer and its suppliers, inside the program.

use chrono::NaiveDate;
use rust_embed::RustEmbed;

use super::data::DataFile;

#[derive(RustEmbed)]
#[folder = "../fixtures/demo/"]
struct Files;

/// The day that the demo is assessed as of, so that its numbers are the same on every day.
pub const AS_OF: NaiveDate = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();

/// Its tables, sorted by name.
pub fn files() -> Vec<DataFile> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let read = |name: &std::borrow::Cow<'static, str>| Files::get(name).map(|file| file.data.into_owned());
    names.iter().filter_map(|name| Some(DataFile { name: name.to_string(), bytes: read(name)? })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_holds_the_main_tables_and_nothing_else() {
        let names: Vec<String> = files().into_iter().map(|file| file.name).collect();
        assert!(
            ["answers.csv", "links.csv", "recruitment.csv", "suppliers.csv"]
                .iter()
                .all(|name| names.contains(&(*name).to_owned()))
        );
        assert!(names.iter().all(|name| name.split('.').next_back() == Some("csv")), "{names:?}");
    }
}
