//! Texts as written, without what cannot be seen.

use std::borrow::Cow;

/// Characters without width that ride along when text is copied.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The text trimmed, with control characters as single spaces and invisible characters taken away.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every cell is plain ASCII, which one look at the bytes shows.
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(text.trim_matches(' '));
    }
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    if !trimmed.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    for c in trimmed.chars().filter(|c| !is_invisible(*c)) {
        if !c.is_control() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

/// Whether a cell says that there is nothing to say. `NA` is not among them: it is Namibia.
pub(crate) fn is_missing(text: &str) -> bool {
    const ASCII: [&str; 12] =
        ["-", "--", "?", "n/a", "#n/a", "n.a.", "null", "unknown", "not known", "not available", "unbekannt", "k.a."];
    const OTHER: [&str; 6] = ["–", "—", "н/д", "нет данных", "неизвестно", "белгісіз"];
    match text.bytes().next() {
        None => true,
        Some(b'-' | b'?' | b'#' | b'n' | b'N' | b'u' | b'U' | b'k' | b'K') => {
            ASCII.iter().any(|word| text.eq_ignore_ascii_case(word))
        }
        Some(byte) if byte.is_ascii() => false,
        Some(_) => text.chars().count() <= 10 && OTHER.contains(&text.to_lowercase().as_str()),
    }
}

/// Whether a text holds characters that stand for lost ones.
pub(crate) fn has_lost_characters(text: &str) -> bool {
    !text.is_ascii() && text.contains(['\u{fffd}', '\u{25a1}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_and_control_characters_go() {
        assert_eq!(clean("\u{a0} Mill \u{200b}"), "Mill");
        assert_eq!(clean("12 Weg\r\nOrt"), "12 Weg Ort");
        assert_eq!(clean("s\u{200b}1"), "s1");
        assert_eq!(clean("a\u{1f}b"), "a b");
    }

    #[test]
    fn words_for_nothing_are_nothing() {
        assert!(is_missing("n/a") && is_missing("-") && is_missing("Unknown") && is_missing("нет данных"));
        assert!(!is_missing("NA") && !is_missing("none") && !is_missing("0"));
    }
}
