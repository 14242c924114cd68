//! Dates of a row.

use chrono::{Datelike, NaiveDate};

use super::{RowReader, remember};
use crate::finding::Rule;
use crate::table::{Field, FieldKind};
use crate::value::date::{self, DateRead};

/// First year that a date of a supply chain can be in.
const FIRST_YEAR: i32 = 1950;
/// How many years after the day of the assessment a date can lie.
const YEARS_AHEAD: i32 = 50;

impl RowReader<'_> {
    /// A date that can be meant.
    pub(crate) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        debug_assert_eq!(field.kind, FieldKind::Date);
        let given = self.given(field)?;
        let told = given.text.as_ref();
        let Some(read) = date::read(told) else {
            self.report(Rule::DateUnreadable, field, Some(told), &[]);
            return None;
        };
        let date = match read {
            DateRead::Clear(date) => date,
            DateRead::DayFirst(date) => {
                self.report_once(Rule::DateDayFirst, field, None, &[("read", date.to_string())]);
                date
            }
            DateRead::Serial(date) => {
                self.report_once(Rule::DateSerial, field, None, &[("read", date.to_string())]);
                date
            }
            DateRead::MonthFirst(date) => {
                self.report(Rule::DateMonthFirst, field, Some(told), &[("read", date.to_string())]);
                date
            }
            DateRead::Either { day_first, month_first } => {
                let other = [("read", day_first.to_string()), ("other", month_first.to_string())];
                if self.has_month_first_dates(field) {
                    // Another date of the column can only be month first, so that neither reading can be relied on.
                    self.report(Rule::DateUnreadable, field, Some(told), &other);
                    return None;
                }
                self.report(Rule::DateAmbiguous, field, Some(told), &other);
                day_first
            }
        };
        if date.year() < FIRST_YEAR || date.year() > self.as_of.year().saturating_add(YEARS_AHEAD) {
            let last = self.as_of.year().saturating_add(YEARS_AHEAD);
            let fill = [("first", FIRST_YEAR.to_string()), ("last", last.to_string())];
            self.report(Rule::DateImplausible, field, Some(told), &fill);
            return None;
        }
        self.note(field, date.to_string());
        Some(date)
    }

    /// A date that something happened on, and that can therefore not be after the day of the assessment.
    pub(crate) fn past_date(&mut self, field: Field) -> Option<NaiveDate> {
        let date = self.date(field)?;
        if date > self.as_of {
            let fill = [("as_of", self.as_of.to_string())];
            self.report_with_text(Rule::DateAfterAsOf, field, &fill);
        }
        Some(date)
    }

    fn has_month_first_dates(&mut self, field: Field) -> bool {
        let known = self.habits.month_first.get(field.index).copied().flatten();
        known.unwrap_or_else(|| {
            let found = self.any_in_column(field, |text| matches!(date::read(text), Some(DateRead::MonthFirst(_))));
            remember(&mut self.habits.month_first, field, found);
            found
        })
    }

    /// Says that a first day is after the last one.
    pub(crate) fn check_order(&mut self, from: (Field, Option<NaiveDate>), to: (Field, Option<NaiveDate>)) {
        if let (Some(first), Some(last)) = (from.1, to.1)
            && first > last
        {
            let fill = [("first", first.to_string()), ("last", last.to_string()), ("other", to.0.name.to_owned())];
            self.report_with_text(Rule::DateOrder, from.0, &fill);
        }
    }
}
