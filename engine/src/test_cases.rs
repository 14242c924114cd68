//! How many cases a property is tried on: so many at least, more where the environment asks for them.

use proptest::test_runner::Config;

/// At least `fewest` cases; the number in `PROPTEST_CASES` where that is more.
pub(crate) fn cases(fewest: u32) -> Config {
    let asked = Config::default();
    Config { cases: asked.cases.max(fewest), failure_persistence: None, ..asked }
}
