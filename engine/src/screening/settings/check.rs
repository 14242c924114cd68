//! Checks that with these settings something can be weighed. Every problem is collected.

use serde_json::Value;
use thiserror::Error;

use super::{Chances, ScreeningSettings};

/// Numbers that are no chances: their place, and from where to where they may lie.
const NUMBERS: [(&str, f64, Option<f64>); 17] = [
    ("zones.review", 0.0, None),
    ("zones.matched", 0.0, None),
    ("zones.name", 0.0, None),
    ("limits.weighed", 1.0, None),
    ("limits.shown", 1.0, None),
    ("words.assumed_names", 0.0, None),
    ("words.repeated", 0.0, Some(1.0)),
    ("words.alike.shortest_close", 2.0, Some(64.0)),
    ("words.alike.shortest_near", 2.0, Some(64.0)),
    ("words.alike.shortest_two_apart", 4.0, Some(64.0)),
    ("words.alike.end_letters", 1.0, Some(64.0)),
    ("words.alike.fewest_consonants", 1.0, Some(64.0)),
    ("country.assumed_records", 0.0, None),
    ("address.same_from", 0.0, Some(1.0)),
    ("address.mostly_from", 0.0, Some(1.0)),
    ("address.partly_from", 0.0, Some(1.0)),
    ("address.little_from", 0.0, Some(1.0)),
];

/// One number or relation that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{place}` {what}")]
pub struct SettingsProblem {
    /// Key, e.g. `zones.review`.
    pub place: String,
    /// What is wrong and what would be right.
    pub what: String,
}

/// Settings with which nothing can be weighed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct SettingsError(pub Vec<SettingsProblem>);

impl ScreeningSettings {
    /// Checks that every number is of its range, and that what agrees more weighs no less.
    ///
    /// # Errors
    ///
    /// Everything that is wrong.
    pub fn check(&self) -> Result<(), SettingsError> {
        let mut problems = Vec::new();
        numbers(&serde_json::to_value(self).unwrap_or_default(), "", &mut problems);
        self.relations(&mut problems);
        if problems.is_empty() { Ok(()) } else { Err(SettingsError(problems)) }
    }

    fn relations(&self, problems: &mut Vec<SettingsProblem>) {
        let mut require = |holds: bool, place: &str, what: &str| {
            if !holds {
                problems.push(SettingsProblem { place: place.to_owned(), what: what.to_owned() });
            }
        };
        let (zones, address, region, ids) = (&self.zones, &self.address, &self.region, &self.identifiers);
        require(zones.review <= zones.matched, "zones.review", "must not be above `zones.matched`");
        let equalities = [
            ("legal_form", self.legal_form),
            ("identifiers.lei", ids.lei),
            ("identifiers.os_id", ids.os_id),
            ("identifiers.gln", ids.gln),
            ("identifiers.duns", ids.duns),
            ("identifiers.tax_id", ids.tax_id),
        ];
        for (place, equality) in equalities {
            require(falls(&[equality.same, equality.different]), place, "must weigh more where both are the same");
        }
        let grades = [address.same, address.mostly, address.partly, address.little, address.nothing];
        require(falls(&grades), "address", "must not weigh more where less is shared");
        let bounds = [address.same_from, address.mostly_from, address.partly_from, address.little_from];
        require(bounds.is_sorted_by(|a, b| a >= b), "address", "must ask for less from `same_from` to `little_from`");
        require(
            falls(&[region.same, region.unmentioned]) && falls(&[region.same, region.different]),
            "region",
            "must weigh most where it is the same",
        );
        for (place, grades) in
            [("words.within_script", self.words.within_script), ("words.across_scripts", self.words.across_scripts)]
        {
            let row = [grades.same, grades.variant, grades.close, grades.near];
            require(
                row.is_sorted_by(|a, b| a >= b),
                place,
                "must fall from `same` over `variant` and `close` to `near`",
            );
        }
    }
}

/// Whether no agreement weighs more than the one before it.
fn falls(grades: &[Chances]) -> bool {
    grades.is_sorted_by(|one, next| one.bits() >= next.bits())
}

/// Every number below a value: a chance, unless the table above says otherwise.
fn numbers(value: &Value, place: &str, problems: &mut Vec<SettingsProblem>) {
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match value {
        Value::Object(keys) => keys.iter().for_each(|(key, value)| numbers(value, &below(key), problems)),
        Value::Array(rows) => rows.iter().for_each(|row| numbers(row, place, problems)),
        // What is no number, such as infinity, has no form in JSON.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let stated = value.as_f64();
            let bounds = NUMBERS.iter().find(|(known, ..)| *known == place);
            let (holds, what) = match bounds {
                Some(&(_, least, None)) => {
                    (stated.is_some_and(|number| number >= least), format!("must be a number of at least {least}"))
                }
                Some(&(_, least, Some(most))) => (
                    stated.is_some_and(|number| (least..=most).contains(&number)),
                    format!("must lie between {least} and {most}"),
                ),
                None => (
                    stated.is_some_and(|number| number > 0.0 && number <= 1.0),
                    "is a chance: it must be above 0 and at most 1".to_owned(),
                ),
            };
            if !holds {
                problems.push(SettingsProblem { place: place.to_owned(), what });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::settings;
    use super::*;

    fn check(change: impl Fn(&mut ScreeningSettings), expected: &[&str]) {
        let mut changed = settings();
        change(&mut changed);
        let problems = changed.check().err().map(|error| error.0).unwrap_or_default();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn sound_settings_have_no_problem() {
        check(|_| {}, &[]);
    }

    #[test]
    fn a_chance_of_nought_or_above_one_is_named_with_its_place() {
        check(
            |settings| {
                settings.words.missing.trade = 0.0;
                settings.words.rarest = 1.5;
                settings.words.homophone = f64::NAN;
            },
            &[
                "`words.homophone` is a chance: it must be above 0 and at most 1",
                "`words.missing.trade` is a chance: it must be above 0 and at most 1",
                "`words.rarest` is a chance: it must be above 0 and at most 1",
            ],
        );
    }

    #[test]
    fn numbers_that_are_no_chances_have_ranges_of_their_own() {
        check(
            |settings| {
                settings.limits.shown = 0;
                settings.words.assumed_names = f64::INFINITY;
                settings.words.repeated = -0.1;
            },
            &[
                "`limits.shown` must be a number of at least 1",
                "`words.assumed_names` must be a number of at least 0",
                "`words.repeated` must lie between 0 and 1",
            ],
        );
    }

    #[test]
    fn a_review_zone_above_the_match_zone_is_refused() {
        check(|settings| settings.zones.review = 30.0, &["`zones.review` must not be above `zones.matched`"]);
    }

    #[test]
    fn an_agreement_that_weighs_less_than_a_difference_is_refused() {
        check(
            |settings| {
                settings.identifiers.lei.different = Chances { m: 1.0, u: 1e-9 };
                settings.address.little = Chances { m: 0.9, u: 0.001 };
            },
            &[
                "`identifiers.lei` must weigh more where both are the same",
                "`address` must not weigh more where less is shared",
            ],
        );
    }
}
