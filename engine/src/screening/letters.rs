//! Letters: from any script to small Latin letters, and from those to how a word sounds.
//!
//! Cyrillic and Turkic letters have a table of our own, because the general one is coarse there (it does not know how
//! Uzbek, Kazakh, Kyrgyz and Tajik write themselves in Latin letters). Chinese, Arabic and the rest go through the
//! library. Where two ways of writing a letter are usual, the second is kept beside the first.

use any_ascii::any_ascii_char;

/// What a text is written in, as far as it changes how two texts are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    /// Latin, Georgian, Hangul, kana and other alphabets that the library renders sound by sound.
    #[default]
    Latin,
    Cyrillic,
    /// Chinese characters: one Latin form stands for many of them.
    Han,
    /// Arabic and Hebrew: short vowels are not written.
    Abjad,
}

impl Script {
    pub(super) fn of(letter: char) -> Self {
        match letter {
            '\u{0400}'..='\u{052F}' => Self::Cyrillic,
            '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}' => {
                Self::Han
            }
            '\u{0590}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{08A0}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}' => Self::Abjad,
            _ => Self::Latin,
        }
    }
}

/// Signs inside words that stand for a letter's quality or for nothing: apostrophes of all kinds, and the dot that a
/// lowered İ leaves behind.
pub(super) fn is_mute(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{02BB}'
            | '\u{02BC}'
            | '\u{02BE}'
            | '\u{02BF}'
            | '\u{0307}'
            | '\u{200C}'
            | '\u{200D}'
            | '\u{00AD}'
    )
}

/// The Latin form of a small letter, and the second usual form where there is one.
pub(super) fn fold(letter: char) -> (&'static str, Option<&'static str>) {
    own(letter).unwrap_or_else(|| (any_ascii_char(letter), None))
}

/// Our own table: Cyrillic of all the region's languages, and Latin letters that two languages read differently.
fn own(letter: char) -> Option<(&'static str, Option<&'static str>)> {
    let (first, second) = match letter {
        'а' | 'ä' | 'ә' | 'ə' => ("a", (letter != 'а').then_some(if letter == 'ä' { "ae" } else { "e" })),
        'б' => ("b", None),
        'в' => ("v", Some("w")),
        'г' | 'ғ' | 'ґ' | 'ğ' => ("g", None),
        'д' => ("d", None),
        'е' | 'э' => ("e", None),
        'ё' => ("yo", Some("e")),
        'є' => ("ye", None),
        'ж' => ("zh", None),
        'з' => ("z", None),
        'и' | 'і' | 'ӣ' | 'ı' => ("i", None),
        'ї' => ("yi", None),
        'й' | 'ы' | 'ý' => ("y", None),
        'ј' | 'ҷ' | 'җ' => ("j", None),
        'к' => ("k", None),
        'қ' | 'ҡ' => ("q", None),
        'л' => ("l", None),
        'љ' => ("lj", None),
        'м' => ("m", None),
        'н' | 'ň' => ("n", None),
        'ң' | 'ҥ' => ("ng", Some("n")),
        'њ' => ("nj", None),
        'ñ' => ("n", Some("ng")),
        'о' | 'ө' | 'õ' => ("o", None),
        'ў' => ("o", Some("u")),
        'ö' | 'ø' => ("o", Some("oe")),
        'п' => ("p", None),
        'р' => ("r", None),
        'с' => ("s", None),
        'ş' | 'ș' | 'š' => ("s", Some("sh")),
        'ш' => ("sh", None),
        'щ' => ("shch", None),
        'т' => ("t", None),
        'ћ' => ("c", None),
        'у' | 'ү' | 'ӯ' => ("u", None),
        'ұ' => ("u", Some("y")),
        'ü' => ("u", Some("ue")),
        'ф' => ("f", None),
        'х' => ("kh", None),
        'ҳ' | 'һ' => ("h", None),
        'ц' => ("ts", None),
        'ч' => ("ch", None),
        'ç' | 'č' => ("c", Some("ch")),
        'џ' => ("dz", None),
        'ž' => ("z", Some("zh")),
        'ъ' | 'ь' => ("", None),
        'ю' => ("yu", None),
        'я' => ("ya", None),
        'å' => ("a", Some("aa")),
        'x' => ("x", Some("ks")),
        _ => return None,
    };
    Some((first, second))
}

/// How a folded word sounds, coarsely: what transliterations of one word have in common. Khujand, Xo'jand and Hujand
/// sound alike; so do Zhiguli and Jiguli.
pub(super) fn sound(folded: &str) -> String {
    /// Longer spellings stand before the shorter ones they begin with.
    const RULES: &[(&str, &str)] = &[
        ("shch", "s"),
        ("tsch", "C"),
        ("sch", "s"),
        ("dzh", "j"),
        ("tch", "C"),
        ("sh", "s"),
        ("ch", "C"),
        ("zh", "j"),
        ("dj", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ts", "s"),
        ("tz", "s"),
        ("ck", "k"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("yo", "e"),
        ("ye", "e"),
        ("ya", "a"),
        ("ia", "a"),
        ("yu", "u"),
        ("iu", "u"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("c", "k"),
        ("q", "k"),
        ("w", "v"),
        ("x", "h"),
        ("y", "i"),
    ];
    let mut sound = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(letter) = rest.chars().next() {
        let rule = RULES.iter().find_map(|&(from, to)| rest.strip_prefix(from).map(|after| (to, after)));
        let written = sound.len();
        if let Some((to, after)) = rule {
            sound.push_str(to);
            rest = after;
        } else {
            sound.push(letter);
            rest = rest.strip_prefix(letter).unwrap_or_default();
        }
        // A doubled sound is one.
        let doubled = sound.get(written..).and_then(|new| new.chars().next())
            == sound.get(..written).and_then(|old| old.chars().next_back());
        if doubled && sound.len() == written + 1 {
            sound.pop();
        }
    }
    sound
}

/// A sound without its vowels; what is left of a word in scripts that do not write them.
pub(super) fn skeleton(sound: &str) -> String {
    sound.chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}
