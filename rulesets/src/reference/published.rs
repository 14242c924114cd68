//! Published tables as an assessment takes them: lists of names to screen against, and the tables that factors rest on.

use karvon_engine::inputs::PublishedTable;
use karvon_engine::network::Country;
use karvon_engine::screening::ListedEntity as Entry;

use super::{ListedEntity, TableError, Tables};

/// The tables that hold names to screen against.
pub const NAME_TABLES: [&str; 2] = ["cbp_orders", "uflpa_entities"];

impl Tables {
    /// Whether a table holds names to screen against.
    pub fn holds_names(&self, table: &str) -> bool {
        NAME_TABLES.contains(&table)
    }

    /// The names of a list; `None` where the table holds none.
    pub fn names(&self, table: &str) -> Option<Result<Vec<ListedEntity>, TableError>> {
        match table {
            "cbp_orders" => Some(self.cbp_orders()),
            "uflpa_entities" => Some(self.uflpa_entities()),
            _ => None,
        }
    }

    /// These tables in the state in which they are at hand, in this order, each once. A table that does not exist is left
    /// out, so that the assessment says that it is missing; one that cannot be read is an error.
    pub fn published<'a>(&self, tables: impl IntoIterator<Item = &'a str>) -> Result<Vec<PublishedTable>, TableError> {
        let mut at_hand: Vec<PublishedTable> = Vec::new();
        for table in tables {
            if at_hand.iter().any(|known| known.table == table) {
                continue;
            }
            let info = match self.describe_one(table) {
                Err(TableError::Missing(_) | TableError::Undescribed(_)) => continue,
                info => info?,
            };
            let names = self.names(table).transpose()?.unwrap_or_default();
            at_hand.push(PublishedTable {
                table: table.to_owned(),
                edition: info.edition,
                as_of: info.version.as_of,
                sha256: info.version.hash,
                rows: info.version.rows,
                completeness: info.completeness,
                stale_after_days: info.stale_after_days,
                entries: names
                    .into_iter()
                    .filter(|name| name.concerns.is_a_name())
                    .map(|name| entry(table, name))
                    .collect(),
            });
        }
        Ok(at_hand)
    }
}

fn entry(table: &str, name: ListedEntity) -> Entry {
    Entry {
        list: table.to_owned(),
        id: name.name.clone(),
        name: name.name,
        aliases: name.aliases,
        country: name.alpha3.as_deref().and_then(Country::from_alpha3),
        region: None,
        address: None,
        identifiers: Vec::new(),
        programme: None,
        listed_on: name.listed_on,
        source: Some(name.source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_bring_their_names_and_other_tables_none() {
        let tables = Tables::embedded().published(["uflpa_entities", "tip_tiers", "uflpa_entities"]).unwrap();
        let [entities, tiers] = tables.as_slice() else { panic!("{} tables", tables.len()) };
        assert_eq!((entities.entries.len(), entities.rows), (entities.rows, entities.entries.len()));
        assert!(
            entities.entries.iter().any(|entry| entry.name.starts_with("Hetian Haolin") && entry.country.is_some())
        );
        assert!(tiers.entries.is_empty() && tiers.rows > 100);
        assert_eq!(tiers.sha256.len(), 64);
    }

    #[test]
    fn an_order_over_goods_or_a_region_names_nobody() {
        let tables = Tables::embedded().published(["cbp_orders"]).unwrap();
        let named = |name: &str| tables[0].entries.iter().any(|entry| entry.name.starts_with(name));
        assert!(named("Hoshine Silicon") && named("Fishing Vessel: Da Wang"));
        assert!(!named("All Turkmenistan Cotton") && !named("Tobacco produced in Malawi"));
    }

    #[test]
    fn a_table_that_does_not_exist_is_left_out_and_not_empty() {
        let tables = Tables::new(crate::files::Memory::default());
        assert_eq!(tables.published(["uflpa_entities"]).unwrap(), []);
    }
}
