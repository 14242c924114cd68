//! A query over rows that are already here, such as those of a finished assessment.

use std::cmp::Ordering;

use chrono::DateTime;
use serde_json::Value;

use super::{Comparison, Filter, Format, Item, Kind, ListQuery, Page, SortKey};

/// The page, or every row where an export is asked for. `searched` names the fields that the words of `q` are looked for in.
pub fn page_of(rows: &[Item], query: &ListQuery, searched: &[&str]) -> Page {
    let words = query.q.as_deref().map(str::to_lowercase);
    let has_words = |row: &Item| {
        let Some(words) = &words else { return true };
        searched
            .iter()
            .any(|name| row.get(*name).and_then(Value::as_str).is_some_and(|text| text.to_lowercase().contains(words)))
    };
    let kept = rows.iter().filter(|row| query.filters.iter().all(|filter| holds(filter, row)) && has_words(row));
    // What a row is sorted by is looked up once, and only rows of the page are copied.
    let mut rows: Vec<(Vec<&Value>, &Item)> = kept.map(|row| (values(&query.sort, row), row)).collect();
    rows.sort_by(|(a, _), (b, _)| compare(&query.sort, a, b));
    let total = rows.len() as u64;
    if query.format != Format::Json {
        return Page { items: rows.into_iter().map(|(_, row)| row.clone()).collect(), next_cursor: None, total };
    }
    let first = match &query.after {
        Some(after) => {
            let after: Vec<&Value> = after.iter().collect();
            rows.partition_point(|(by, _)| compare(&query.sort, by, &after) != Ordering::Greater)
        }
        None => usize::try_from(query.offset).unwrap_or(usize::MAX).min(rows.len()),
    };
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let page = rows.get(first..).unwrap_or_default();
    let shown = page.get(..limit.min(page.len())).unwrap_or_default();
    let last = shown.last().filter(|_| page.len() > limit);
    let next_cursor = last.map(|(by, _)| query.cursor(&by.iter().copied().cloned().collect::<Vec<Value>>()));
    Page { items: shown.iter().map(|(_, row)| (*row).clone()).collect(), next_cursor, total }
}

fn values<'a>(sort: &[SortKey], row: &'a Item) -> Vec<&'a Value> {
    sort.iter().map(|key| row.get(key.field.name).unwrap_or(&Value::Null)).collect()
}

fn holds(filter: &Filter, row: &Item) -> bool {
    let value = row.get(filter.field.name).unwrap_or(&Value::Null);
    let kind = filter.field.kind;
    match &filter.comparison {
        Comparison::Is(wanted) => wanted.iter().any(|wanted| order(kind, value, wanted) == Ordering::Equal),
        Comparison::AtLeast(least) => !value.is_null() && order(kind, value, least) != Ordering::Less,
        Comparison::AtMost(most) => !value.is_null() && order(kind, value, most) != Ordering::Greater,
    }
}

fn compare(sort: &[SortKey], a: &[&Value], b: &[&Value]) -> Ordering {
    for (key, (a, b)) in sort.iter().zip(a.iter().zip(b)) {
        let found = match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            // What is not known comes last in either direction.
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if key.descending => order(key.field.kind, b, a),
            (false, false) => order(key.field.kind, a, b),
        };
        if found != Ordering::Equal {
            return found;
        }
    }
    Ordering::Equal
}

/// Numbers by size, instants by time, texts by their letters, `false` before `true`.
fn order(kind: Kind, a: &Value, b: &Value) -> Ordering {
    // One instant is written in more than one way.
    let instant = |value: &Value| value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    match (a, b) {
        _ if kind == Kind::Instant => instant(a).cmp(&instant(b)),
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64().unwrap_or(f64::NAN).total_cmp(&b.as_f64().unwrap_or(f64::NAN))
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Bool(_) => 0,
        Value::Number(_) => 1,
        Value::String(_) => 2,
        Value::Array(_) => 3,
        Value::Object(_) => 4,
        Value::Null => 5,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::list::{ListField, ListSpec};

    const SPEC: ListSpec = ListSpec {
        fields: &[
            ListField::new("id", Kind::Text),
            ListField::new("name", Kind::Text),
            ListField::new("likelihood", Kind::Number),
        ],
        key: "id",
        order: "id",
        extra: &[],
        offset: true,
    };

    #[test]
    fn instants_are_compared_by_time_however_they_are_written() {
        const MADE: ListSpec = ListSpec {
            fields: &[ListField::new("id", Kind::Text), ListField::new("made", Kind::Instant)],
            key: "id",
            order: "made",
            extra: &[],
            offset: true,
        };
        let row = |id: &str, made: &str| json!({"id": id, "made": made}).as_object().unwrap().clone();
        let rows = vec![row("b", "2026-03-01T08:00:00.500Z"), row("a", "2026-03-01T08:00:00Z")];
        let ask = |query: &str| page_of(&rows, &ListQuery::read(&MADE, query).unwrap(), &[]);
        assert_eq!(ids(&ask("")), ["a", "b"]);
        assert_eq!(ids(&ask("made=2026-03-01T08:00:00.000Z")), ["a"]);
        assert_eq!(ids(&ask("made_lte=2026-03-01T09:00:00%2B01:00")), ["a"]);
    }

    fn row(id: &str, likelihood: Option<f64>) -> Item {
        let row = json!({"id": id, "name": format!("Фабрика {id}"), "likelihood": likelihood});
        row.as_object().unwrap().clone()
    }

    fn ids(page: &Page) -> Vec<&str> {
        page.items.iter().map(|item| item["id"].as_str().unwrap()).collect()
    }

    fn ask(rows: &[Item], query: &str) -> Page {
        page_of(rows, &ListQuery::read(&SPEC, query).unwrap(), &["name"])
    }

    #[test]
    fn items_without_a_value_come_last_in_either_direction() {
        let rows = [row("a", None), row("b", Some(0.1)), row("c", Some(0.9))];
        assert_eq!(ids(&ask(&rows, "sort=likelihood")), ["b", "c", "a"]);
        assert_eq!(ids(&ask(&rows, "sort=-likelihood")), ["c", "b", "a"]);
    }

    #[test]
    fn a_bound_leaves_out_what_is_not_known() {
        let rows = [row("a", None), row("b", Some(0.1)), row("c", Some(0.9))];
        assert_eq!(ids(&ask(&rows, "likelihood_lte=0.5")), ["b"]);
        assert_eq!(ids(&ask(&rows, "likelihood_gte=0.1")), ["b", "c"]);
        assert_eq!(ids(&ask(&rows, "likelihood=null")), ["a"]);
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        let rows = [row("a", None), row("b", None)];
        assert_eq!(ids(&ask(&rows, "q=фабрика%20B")), ["b"]);
    }

    #[test]
    fn an_export_holds_every_row_of_the_query() {
        let rows: Vec<Item> = (0..60).map(|n| row(&format!("{n:02}"), Some(0.5))).collect();
        assert_eq!(ask(&rows, "limit=5").items.len(), 5);
        assert_eq!(ask(&rows, "limit=5&format=csv").items.len(), 60);
    }

    proptest! {
        #[test]
        fn the_pages_together_are_the_list(values in prop::collection::vec(prop::option::of(0_u8..4), 0..40), limit in 1_usize..7) {
            let rows: Vec<Item> = values.iter().enumerate()
                .map(|(n, value)| row(&format!("{n:02}"), value.map(f64::from))).collect();
            for sort in ["sort=likelihood", "sort=-likelihood", "sort=-id"] {
                let whole = ask(&rows, &format!("{sort}&format=csv"));
                let mut cursor = String::new();
                let mut seen = Vec::new();
                loop {
                    let page = ask(&rows, &format!("{sort}&limit={limit}&cursor={cursor}"));
                    prop_assert_eq!(page.total, rows.len() as u64);
                    seen.extend(page.items);
                    match page.next_cursor {
                        Some(next) => cursor = next,
                        None => break,
                    }
                }
                prop_assert_eq!(&seen, &whole.items);
            }
        }
    }
}
