//! How many requests one caller may send: a bucket each, filled evenly over the minute.
//!
//! The buckets are of this process; several processes beside one database allow each its share. Attempts to sign in have a
//! stricter limit of their own in the database.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Buckets that are kept before full ones are thrown away.
const MOST_BUCKETS: usize = 20_000;

/// The buckets of all callers.
#[derive(Debug)]
pub struct RateLimit {
    per_minute: f64,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl RateLimit {
    /// A limit of so many requests a minute.
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute: f64::from(per_minute), buckets: Mutex::new(BTreeMap::new()) }
    }

    /// Takes one request of a caller at a moment.
    ///
    /// # Errors
    /// The seconds to wait, at least 1, where the bucket is empty.
    pub fn take(&self, caller: &str, now: Instant) -> Result<(), u32> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_BUCKETS {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < self.per_minute);
        }
        let bucket = buckets.entry(caller.to_owned()).or_insert(Bucket { left: self.per_minute, at: now });
        let left = self.filled(*bucket, now);
        if left < 1.0 {
            let wait = (1.0 - left) * 60.0 / self.per_minute.max(1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 60")]
            return Err(wait.ceil().clamp(1.0, 60.0) as u32);
        }
        *bucket = Bucket { left: left - 1.0, at: now };
        Ok(())
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(bucket.at).as_secs_f64();
        (bucket.left + seconds * self.per_minute / 60.0).min(self.per_minute)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn after_the_last_request_the_caller_waits_until_the_bucket_fills() {
        let limit = RateLimit::new(60);
        let start = Instant::now();
        assert!((0..60).all(|_| limit.take("a", start).is_ok()));
        assert_eq!(limit.take("a", start), Err(1));
        assert_eq!(limit.take("a", start + Duration::from_secs(1)), Ok(()));
        assert_eq!(limit.take("a", start + Duration::from_secs(1)), Err(1));
    }

    #[test]
    fn callers_do_not_take_from_each_other() {
        let limit = RateLimit::new(1);
        let start = Instant::now();
        assert!(limit.take("a", start).is_ok() && limit.take("b", start).is_ok());
        assert_eq!(limit.take("a", start), Err(60));
    }
}
