//! Rows of the watchlist table.

use chrono::NaiveDate;
use karvon_engine::inputs::WatchlistEntry;
use karvon_engine::network::Country;
use validator::Validate;

use super::guard::{Guarded, ID, TEXT, guard};
use super::{Origin, RowReader};
use crate::table::watchlist as field;

/// A listed name as its row says.
#[derive(Clone, Debug, Validate)]
struct WatchlistRow {
    #[validate(length(min = 1, max = ID))]
    list: String,
    #[validate(length(min = 1, max = TEXT))]
    name: String,
    aliases: Vec<String>,
    country: Option<Country>,
    #[validate(length(max = TEXT))]
    address: Option<String>,
    #[validate(length(max = TEXT))]
    programme: Option<String>,
    listed_on: Option<NaiveDate>,
    #[validate(length(max = TEXT))]
    source_url: Option<String>,
}

impl Guarded for WatchlistRow {
    fn forget(&mut self, field: &str) {
        match field {
            "address" => self.address = None,
            "programme" => self.programme = None,
            "source_url" => self.source_url = None,
            _ => {}
        }
    }
}

impl From<WatchlistRow> for WatchlistEntry {
    fn from(row: WatchlistRow) -> Self {
        Self {
            list: row.list,
            name: row.name,
            aliases: row.aliases,
            country: row.country,
            address: row.address,
            programme: row.programme,
            listed_on: row.listed_on,
            source_url: row.source_url,
        }
    }
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(WatchlistEntry, Origin)> {
    let mut row = WatchlistRow {
        list: reader.text(field::LIST).unwrap_or_default(),
        name: reader.text(field::NAME).unwrap_or_default(),
        aliases: reader.texts(field::ALIASES),
        country: reader.country(field::COUNTRY),
        address: reader.text(field::ADDRESS),
        programme: reader.text(field::PROGRAMME),
        listed_on: reader.past_date(field::LISTED_ON),
        source_url: reader.text(field::SOURCE_URL),
    };
    if !reader.is_usable() {
        return None;
    }
    guard(&mut row, field::ALL, reader);
    reader.is_usable().then(|| (row.into(), reader.origin()))
}

#[cfg(test)]
mod tests {
    use crate::test_support::{read_one, rules};

    #[test]
    fn a_listed_name_is_read_with_its_aliases() {
        let table = b"list,name,aliases,country,listed_on\nown,Example Cotton,Ex Cotton; EC ,China,2024-01-02\n";
        let intake = read_one("watchlist.csv", table);
        let entry = &intake.inputs.watchlist[0];
        assert_eq!(entry.aliases, ["Ex Cotton", "EC"]);
        assert_eq!(entry.country.map(|country| country.to_string()).as_deref(), Some("CHN"));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }
}
