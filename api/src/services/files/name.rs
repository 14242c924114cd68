//! Names of files as they are kept: without folders, without what a system reads as an order.

/// Longest name, in characters.
const LONGEST: usize = 120;
/// What stands for a name of which nothing is left.
const NAMELESS: &str = "file";

/// The last part of a path, without control characters and characters that file systems or shells treat as special.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain: String = last.chars().filter(|letter| !is_odd(*letter)).collect();
    let plain = plain.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    let length = plain.chars().count();
    if plain.is_empty() {
        return NAMELESS.to_owned();
    }
    if length <= LONGEST {
        return plain.to_owned();
    }
    // The ending says what a file is; the middle may go.
    let ending = plain.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() <= 8);
    let suffix = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let kept: String = plain.chars().take(LONGEST - suffix.chars().count()).collect();
    format!("{kept}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_left_out() {
        for (sent, kept) in [
            ("audit.pdf", "audit.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\audits\\2026.pdf", "2026.pdf"),
            ("..", "file"),
            ("", "file"),
            ("a/", "file"),
            (".htaccess", "htaccess"),
        ] {
            assert_eq!(plain_name(sent), kept, "{sent}");
        }
    }

    #[test]
    fn orders_and_marks_are_left_out() {
        assert_eq!(plain_name("a\r\nb\0<c>.pdf"), "abc.pdf");
        assert_eq!(plain_name("audit\u{202e}fdp.exe"), "auditfdp.exe");
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        assert_eq!(plain_name("тексерүү 2026.pdf"), "тексерүү 2026.pdf");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let kept = plain_name(&format!("{}.pdf", "x".repeat(500)));
        assert_eq!(kept.chars().count(), LONGEST);
        assert!(kept.ends_with("x.pdf"));
    }
}
