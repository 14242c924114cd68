//! `karvon ruleset list`: the rulesets of the program.

use karvon_rulesets::list;

use super::super::common;
use super::{Console, Ending, Failure};

/// Runs it.
pub(super) fn run(console: &Console) -> Result<Ending, Failure> {
    let mut errors = Vec::new();
    for head in list() {
        match head {
            Ok(head) => console.line(&console.texts.tell(
                "ruleset-row",
                [
                    ("name", head.name.as_str().into()),
                    ("version", head.version.as_str().into()),
                    ("from", head.effective_from.to_string().into()),
                    ("title", head.title.as_str().into()),
                    ("kind", console.texts.say(&format!("ruleset-kind-{}", head.kind.as_str())).into()),
                ],
            )),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(Ending::Done) } else { Err(common::ruleset_failure(&errors)) }
}
