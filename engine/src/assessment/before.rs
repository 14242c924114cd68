//! What an assessment takes over from the one before it, where both are made from the same inputs but for answers.
//!
//! Worlds are brought up to date, matches of names are those of the time before: neither an answer nor a likelihood or link
//! taken as given says anything about names, lists or merges.

use super::screening::Found;
use super::worlds::Worlds;
use crate::screening::SettingsError;

/// What is taken over.
#[derive(Debug)]
pub(super) struct Before {
    /// The worlds.
    pub(super) worlds: Worlds,
    found: Kept,
}

/// What screening found.
#[derive(Debug)]
enum Kept {
    /// Not kept: names are screened each time.
    No,
    /// To be kept from the next assessment on.
    FromNow,
    /// Kept.
    Yes(Box<Found>),
}

impl Before {
    /// Nothing, before and after.
    pub(super) fn nothing() -> Self {
        Self { worlds: Worlds::drawn(), found: Kept::No }
    }

    /// Nothing yet; the next assessment finds what this one leaves. Their inputs may differ in answers only, and they have one
    /// ruleset and the same options.
    pub(super) fn held() -> Self {
        Self { worlds: Worlds::held(), found: Kept::FromNow }
    }

    /// What screening found, without anybody's decision.
    pub(super) fn screened(
        &mut self,
        screen: impl FnOnce() -> Result<Found, SettingsError>,
    ) -> Result<Found, SettingsError> {
        match &self.found {
            Kept::No => screen(),
            Kept::FromNow => {
                let found = screen()?;
                self.found = Kept::Yes(Box::new(found.clone()));
                Ok(found)
            }
            Kept::Yes(found) => Ok(found.as_ref().clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often names are screened for three assessments.
    fn screenings(mut before: Before) -> usize {
        let mut times = 0;
        for _ in 0..3 {
            before
                .screened(|| {
                    times += 1;
                    Ok(Found::default())
                })
                .unwrap();
        }
        times
    }

    #[test]
    fn what_is_held_is_screened_once_and_what_is_not_each_time() {
        assert_eq!((screenings(Before::held()), screenings(Before::nothing())), (1, 3));
    }
}
