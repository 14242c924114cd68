//! What makes two rows the same row in tables whose ids the service makes.

use serde_json::Value;

use crate::digest::sha256;
use crate::services::rows::Row;

/// The fields that say which row it is, by table.
const FIELDS: [(&str, &[&str]); 9] = [
    ("links", &["supplier_id", "buyer_id", "kind", "commodity", "product", "source"]),
    (
        "evidence",
        &["supplier_id", "question", "source", "source_id", "observed_on", "worker_group", "period_from", "reference"],
    ),
    ("measures", &["party_id", "title", "register_id"]),
    ("repayments", &["cohort_id", "fee_category", "paid_on", "reference"]),
    ("grievances", &["party_id", "channel", "period_from", "period_to"]),
    ("contacts", &["name", "country"]),
    ("merges", &["supplier_id", "same_as"]),
    ("rates", &["currency", "date"]),
    ("watchlist", &["list", "name", "country"]),
];

/// The hash of the fields that say which row it is. Rows with the same hash in one table are the same row, told again.
pub fn identity_of(table: &str, fields: &Row) -> String {
    let names = FIELDS.iter().find(|(own, _)| *own == table).map_or(&[][..], |(_, names)| *names);
    let values: Vec<Value> = names.iter().map(|name| fields.get(*name).cloned().unwrap_or(Value::Null)).collect();
    sha256(Value::Array(values).to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tests hand over values that they have just made")]
    fn identity(table: &str, fields: Value) -> String {
        identity_of(table, fields.as_object().unwrap())
    }

    #[test]
    fn what_is_said_about_a_link_does_not_make_it_another_one() {
        let one = identity("links", json!({"supplier_id": "a", "buyer_id": "b", "share": 0.5}));
        assert_eq!(one, identity("links", json!({"supplier_id": "a", "buyer_id": "b", "share": 0.7})));
        assert_ne!(one, identity("links", json!({"supplier_id": "b", "buyer_id": "a", "share": 0.5})));
    }

    #[test]
    fn values_do_not_run_into_each_other() {
        let one = identity("contacts", json!({"name": "ab", "country": "c"}));
        assert_ne!(one, identity("contacts", json!({"name": "a", "country": "bc"})));
    }
}
