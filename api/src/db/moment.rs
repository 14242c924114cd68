//! Moments as the database keeps them.

use chrono::{DateTime, DurationRound, SecondsFormat, TimeDelta, Utc};

/// A moment in UTC.
pub type Moment = DateTime<Utc>;

/// A moment as it is printed: RFC 3339 in UTC, to the millisecond.
pub fn printed(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// This moment, to the millisecond: both databases give back exactly what was stored, and it prints the same everywhere.
pub fn now() -> Moment {
    let now = Utc::now();
    // Rounding fails only for years that a clock does not show.
    now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
}
