//! A query as it stands in an address, read against what the list can be asked.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use uuid::Uuid;

use super::{Kind, ListField, ListSpec, MOST, USUAL, cursor};
use crate::error::{ApiError, Code, FieldError, said};

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page as JSON.
    Json,
    /// Every row as CSV.
    Csv,
    /// Every row as a workbook.
    Xlsx,
    /// Every row as one JSON object a line.
    Jsonl,
}

/// How a field is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// It is one of these.
    Is(Vec<Value>),
    /// It is at least this.
    AtLeast(Value),
    /// It is at most this.
    AtMost(Value),
}

/// A condition on a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The field.
    pub field: &'static ListField,
    /// The condition.
    pub comparison: Comparison,
}

/// A field to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The field.
    pub field: &'static ListField,
    /// Largest first. Items without a value come last either way.
    pub descending: bool,
}

/// A query that can be carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    /// Rows of the page.
    pub limit: u64,
    /// Begins after the item with these sort values.
    pub after: Option<Vec<Value>>,
    /// Begins after so many items.
    pub offset: u64,
    /// The order; the last key is the one that no two items share.
    pub sort: Vec<SortKey>,
    /// Words to look for.
    pub q: Option<String>,
    /// Conditions, all of which hold.
    pub filters: Vec<Filter>,
    /// How the answer is written.
    pub format: Format,
    /// The further names that the address takes, as sent.
    pub extra: Vec<(String, String)>,
}

impl ListQuery {
    /// Reads a query: repeated fields are alternatives, different ones must all hold.
    ///
    /// # Errors
    /// Every name that the list does not know and every value that cannot be read.
    pub fn read(spec: &ListSpec, query: &str) -> Result<Self, ApiError> {
        let mut reader = Reader { spec, errors: Vec::new() };
        let mut read = Self {
            limit: USUAL,
            after: None,
            offset: 0,
            sort: reader.order(spec.order),
            q: None,
            filters: Vec::new(),
            format: Format::Json,
            extra: Vec::new(),
        };
        let mut cursor = None;
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "limit" => match value.parse() {
                    Ok(limit) if (1..=MOST).contains(&limit) => read.limit = limit,
                    _ => reader.refuse("limit", &value, "list-limit", &MOST.to_string()),
                },
                "cursor" => cursor = Some(value.into_owned()).filter(|cursor| !cursor.is_empty()),
                "offset" if spec.offset => match value.parse::<u32>() {
                    Ok(offset) => read.offset = u64::from(offset),
                    Err(_) => reader.refuse("offset", &value, "list-number", ""),
                },
                "sort" => read.sort = reader.order(&value),
                "q" => read.q = Some(value.trim().to_owned()).filter(|words| !words.is_empty()),
                "format" => match value.as_ref() {
                    "json" => read.format = Format::Json,
                    "csv" => read.format = Format::Csv,
                    "xlsx" => read.format = Format::Xlsx,
                    "jsonl" if spec.extra.contains(&"jsonl") => read.format = Format::Jsonl,
                    _ => reader.refuse("format", &value, "list-format", ""),
                },
                name if name != "jsonl" && spec.extra.contains(&name) => {
                    read.extra.push((name.to_owned(), value.into_owned()));
                }
                name => reader.filter(name, &value, &mut read.filters),
            }
        }
        if let Some(cursor) = cursor {
            let order = read.order();
            match cursor::read(&cursor, &order).filter(|values| values.len() == read.sort.len()) {
                Some(values) => read.after = Some(values),
                None => reader.refuse("cursor", "", "list-cursor", ""),
            }
        }
        if reader.errors.is_empty() {
            return Ok(read);
        }
        Err(ApiError::new(Code::MalformedRequest).with_errors(reader.errors))
    }

    /// The order as a query says it.
    pub fn order(&self) -> String {
        let keys = self.sort.iter().map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.field.name));
        keys.collect::<Vec<_>>().join(",")
    }

    /// The cursor that begins after an item with these sort values.
    pub fn cursor(&self, values: &[Value]) -> String {
        cursor::write(&self.order(), values)
    }

    /// The value of a further name, if it was sent once or more: the last.
    pub fn extra(&self, name: &str) -> Option<&str> {
        self.extra.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Makes a condition of a bound.
type Bound = fn(Value) -> Comparison;

struct Reader<'a> {
    spec: &'a ListSpec,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn refuse(&mut self, name: &str, value: &str, key: &str, expected: &str) {
        let message = said(&format!("problem-{key}"), [("name", name.into()), ("value", value.into())]);
        let fix = said(&format!("problem-{key}-fix"), [("name", name.into()), ("expected", expected.into())]);
        self.errors.push(FieldError::at(name, key, message, fix));
    }

    fn order(&mut self, order: &str) -> Vec<SortKey> {
        let mut keys: Vec<SortKey> = Vec::new();
        for word in order.split(',').filter(|word| !word.is_empty()) {
            let (name, descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
            match self.spec.field(name).filter(|field| field.kind != Kind::Shown) {
                Some(field) if keys.iter().all(|key| key.field != field) => keys.push(SortKey { field, descending }),
                Some(_) => {}
                None => self.refuse("sort", name, "list-sort", &self.names()),
            }
        }
        if let Some(field) = self.spec.field(self.spec.key)
            && keys.iter().all(|key| key.field != field)
        {
            keys.push(SortKey { field, descending: false });
        }
        keys
    }

    fn filter(&mut self, name: &str, text: &str, filters: &mut Vec<Filter>) {
        let usable = |name: &str| self.spec.field(name).filter(|field| field.kind != Kind::Shown);
        let end = |ending: &str| name.strip_suffix(ending).and_then(usable).filter(|field| is_ordered(field.kind));
        let (field, bound): (_, Option<Bound>) = match (usable(name), end("_gte"), end("_lte")) {
            (Some(field), _, _) => (field, None),
            (None, Some(field), _) => (field, Some(Comparison::AtLeast)),
            (None, None, Some(field)) => (field, Some(Comparison::AtMost)),
            (None, None, None) => return self.refuse(name, text, "list-field", &self.names()),
        };
        // Nothing is more or less than what is not known.
        let Some(value) = value(field.kind, text).filter(|value| bound.is_none() || !value.is_null()) else {
            return self.refuse(name, text, "list-value", &expected(field.kind));
        };
        if let Some(bound) = bound {
            filters.push(Filter { field, comparison: bound(value) });
            return;
        }
        let known = filters.iter_mut().find_map(|filter| match &mut filter.comparison {
            Comparison::Is(values) if filter.field == field => Some(values),
            Comparison::Is(_) | Comparison::AtLeast(_) | Comparison::AtMost(_) => None,
        });
        match known {
            Some(values) => values.push(value),
            None => filters.push(Filter { field, comparison: Comparison::Is(vec![value]) }),
        }
    }

    fn names(&self) -> String {
        let names = self.spec.fields.iter().filter(|field| field.kind != Kind::Shown).map(|field| field.name);
        names.collect::<Vec<_>>().join(", ")
    }
}

fn is_ordered(kind: Kind) -> bool {
    match kind {
        Kind::Integer | Kind::Number | Kind::Date | Kind::Instant => true,
        Kind::Text | Kind::Bool | Kind::Uuid | Kind::Shown => false,
    }
}

/// A value of a kind; `null` and the empty text mean: not known.
fn value(kind: Kind, text: &str) -> Option<Value> {
    if text.is_empty() || text == "null" {
        return Some(Value::Null);
    }
    match kind {
        Kind::Text | Kind::Shown => Some(Value::from(text)),
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Number => text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from),
        Kind::Date => text.parse::<NaiveDate>().ok().map(|date| Value::from(date.to_string())),
        Kind::Instant => DateTime::parse_from_rfc3339(text).ok().map(|at| Value::from(at.to_utc().to_rfc3339())),
        Kind::Bool => text.parse::<bool>().ok().map(Value::from),
        Kind::Uuid => text.parse::<Uuid>().ok().map(|id| Value::from(id.to_string())),
    }
}

/// What a value of a kind looks like, in words.
fn expected(kind: Kind) -> String {
    let word = match kind {
        Kind::Text | Kind::Shown => "text",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Instant => "instant",
        Kind::Bool => "bool",
        Kind::Uuid => "uuid",
    };
    said(&format!("problem-expected-{word}"), [])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::ListField;

    const SPEC: ListSpec = ListSpec {
        fields: &[
            ListField::new("party_id", Kind::Text),
            ListField::new("band", Kind::Text),
            ListField::new("likelihood", Kind::Number),
            ListField::new("listed_on", Kind::Date),
            ListField::new("drivers", Kind::Shown),
        ],
        key: "party_id",
        order: "-likelihood",
        extra: &["by"],
        offset: false,
    };

    fn names(query: &str) -> Vec<String> {
        let errors = ListQuery::read(&SPEC, query).unwrap_err();
        errors.errors().iter().map(|error| error.pointer.clone().unwrap()).collect()
    }

    #[test]
    fn a_repeated_field_is_one_condition_and_different_fields_are_several() {
        let query = ListQuery::read(&SPEC, "band=high&likelihood_gte=0.2&band=critical").unwrap();
        let band =
            Filter { field: &SPEC.fields[1], comparison: Comparison::Is(vec!["high".into(), "critical".into()]) };
        let least = Filter { field: &SPEC.fields[2], comparison: Comparison::AtLeast(0.2.into()) };
        assert_eq!(query.filters, [band, least]);
    }

    #[test]
    fn every_unknown_name_is_refused_at_once() {
        assert_eq!(names("colour=red&band_gte=1&drivers=x&offset=3"), ["colour", "band_gte", "drivers", "offset"]);
    }

    #[test]
    fn values_that_cannot_be_read_are_refused() {
        assert_eq!(
            names("likelihood=much&listed_on_lte=yesterday&limit=501&format=pdf&sort=size&cursor=x"),
            ["likelihood", "listed_on_lte", "limit", "format", "sort", "cursor"]
        );
    }

    #[test]
    fn an_empty_value_asks_for_what_is_not_known_and_is_no_bound() {
        let query = ListQuery::read(&SPEC, "likelihood=").unwrap();
        assert_eq!(query.filters[0].comparison, Comparison::Is(vec![Value::Null]));
        assert_eq!(names("likelihood_gte=&listed_on_lte=null"), ["likelihood_gte", "listed_on_lte"]);
    }

    #[test]
    fn the_key_is_the_last_word_of_every_order() {
        assert_eq!(ListQuery::read(&SPEC, "").unwrap().order(), "-likelihood,party_id");
        assert_eq!(ListQuery::read(&SPEC, "sort=-party_id,band").unwrap().order(), "-party_id,band");
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        let cursor = ListQuery::read(&SPEC, "").unwrap().cursor(&[0.5.into(), "p1".into()]);
        assert!(ListQuery::read(&SPEC, &format!("cursor={cursor}")).unwrap().after.is_some());
        assert_eq!(names(&format!("sort=band&cursor={cursor}")), ["cursor"]);
    }

    #[test]
    fn further_names_of_the_address_are_handed_on() {
        assert_eq!(ListQuery::read(&SPEC, "by=tier").unwrap().extra("by"), Some("tier"));
    }

    #[test]
    fn every_kind_of_value_is_put_into_words() {
        let all =
            [Kind::Text, Kind::Integer, Kind::Number, Kind::Date, Kind::Instant, Kind::Bool, Kind::Uuid, Kind::Shown];
        for kind in all {
            assert!(!expected(kind).contains("problem-"), "{kind:?}");
        }
        let refused = ListQuery::read(&SPEC, "listed_on_gte=soon").unwrap_err();
        assert_eq!(refused.errors()[0].fix, "give a date such as 2026-03-31");
    }
}
