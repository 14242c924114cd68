//! Pairs worked out by hand. All names are invented.

use std::collections::BTreeSet;

use super::super::*;
use super::support::*;
use crate::ids::PartyId;

/// Both names, in one country, with nothing else known.
fn check(ours: &str, theirs: &str, at_least: Zone) {
    let found = compare(&party("p", ours, "UZB"), &entry("e", theirs, "UZB"));
    let zone = found.as_ref().map_or(Zone::No, |found| found.zone);
    assert!(zone >= at_least, "{ours} and {theirs}: {zone:?} {found:#?}");
}

fn check_apart(ours: &str, theirs: &str) {
    let found = compare(&party("p", ours, "UZB"), &entry("e", theirs, "UZB"));
    assert!(found.is_none(), "{ours} and {theirs}: {found:#?}");
}

#[test]
fn cyrillic_and_latin_names_of_one_company_meet() {
    check("ООО «Текстиль-Плюс»", "Tekstil Plus LLC", Zone::Review);
    check("ООО «Зарафтекс Инвест»", "Zarafteks Invest LLC", Zone::Match);
    check("ТОО «Қызғалдақ Мата»", "Qyzgaldaq Mata LLP", Zone::Match);
    check("ОсОО «Жылдызкан Жүн»", "Jyldyzkan Jun LLC", Zone::Match);
    check("ҶДММ «Хуҷандафрӯз Пахта»", "Khujandafruz Pakhta LLC", Zone::Match);
    check("«Шарқ Ғунчаси» МЧЖ", "Sharq G‘unchasi MChJ", Zone::Match);
    check("Хўжақишлоқ Пахтакор МЧЖ", "Xo'jaqishloq Paxtakor MCHJ", Zone::Match);
}

#[test]
fn apostrophes_of_uzbek_latin_are_one_letter_with_the_vowel() {
    for apostrophe in ["ʻ", "'", "’", "‘", "`", "ʼ"] {
        check(&format!("O{apostrophe}rmonko{apostrophe}l Tekstil"), "Oʻrmonkoʻl Tekstil MChJ", Zone::Match);
    }
}

#[test]
fn turkish_letters_meet_their_plain_forms_whatever_the_case() {
    check("IŞIKLAR KARAGÖZ İPLİK A.Ş.", "Işıklar Karagöz İplik Sanayi ve Ticaret A.Ş.", Zone::Match);
    check("ISIKLAR KARAGOZ IPLIK AS", "Işıklar Karagöz İplik A.Ş.", Zone::Match);
    check("Çalışkanoğlu Tekstil", "Chalyshkanoglu Textile Ltd", Zone::Review);
}

#[test]
fn chinese_names_meet_each_other_and_their_transliteration() {
    check("江苏锦瑞达纺织有限公司", "江苏锦瑞达纺织有限公司", Zone::Match);
    check("江苏锦瑞达纺织有限公司", "Jiangsu Jinruida Textile Co., Ltd.", Zone::Match);
    let same =
        compare(&party("p", "江苏锦瑞达纺织有限公司", "CHN"), &entry("e", "江苏锦瑞达纺织有限公司", "CHN")).unwrap();
    let sound =
        compare(&party("p", "江苏锦瑞达纺织有限公司", "CHN"), &entry("e", "江苏金睿达纺织有限公司", "CHN")).unwrap();
    assert!(same.bits > sound.bits + 3.0, "{} and {}", same.bits, sound.bits);
    assert!(field(&sound, Field::Name).words.iter().any(|word| word.agreement == WordAgreement::Homophone));
}

#[test]
fn arabic_names_meet_by_their_consonants() {
    check("شركة زرقوان للتجارة", "Zarqawan Trading Company", Zone::Review);
}

#[test]
fn words_written_apart_meet_those_written_together() {
    check("Topwin Jin Rui Da Textile", "Topwin Jinruida Textile", Zone::Match);
    check("Zarafteks Ga rment", "Zarafteks Garment", Zone::Match);
    check("Work Fieldia Knitwear", "Workfieldia Knitwear", Zone::Match);
}

#[test]
fn a_slip_of_the_pen_does_not_hide_a_name() {
    check("Zaraftesk Silkworm LLC", "Zarafteks Silkworm LLC", Zone::Match);
    check("Zarafteks Textil LLC", "Zaraftek Textile LLC", Zone::Review);
}

#[test]
fn the_rarer_word_weighs_more() {
    let rare = compare(&party("p", "Zarafteks Trading", "UZB"), &entry("e", "Zarafteks Trading", "UZB")).unwrap();
    let common = compare(&party("p", "Fergana Trading", "UZB"), &entry("e", "Fergana Trading", "UZB")).unwrap();
    assert!(rare.bits > common.bits + 3.0, "{} and {}", rare.bits, common.bits);
    assert_eq!((rare.zone, common.zone), (Zone::Match, Zone::Review));
}

#[test]
fn generic_words_alone_make_no_pair() {
    check_apart("Andijan No. 2 Textile Factory", "Bukhara No. 2 Textile Factory");
    check_apart("Andijan No. 2 Textile Factory", "Andijan No. 3 Textile Factory");
    check_apart("Samarkand Cotton Trading LLC", "Fergana Cotton Trading LLC");
    check_apart("China National Textile Import Export Co., Ltd.", "Xinjiang National Textile Trading Co., Ltd.");
    check_apart("Golden Star Garment Factory", "Eastern Star Garment Factory");
}

#[test]
fn other_distinctive_words_keep_names_of_one_place_and_trade_apart() {
    check_apart("Hefei Tianbo Information Technology Co., Ltd.", "Hefei Zhenglang Information Technology Co., Ltd.");
    check_apart("Hebei Fengmao Garment", "Hubei Kaiyuan Garment");
}

#[test]
fn another_number_is_another_unit() {
    let same = compare(&party("p", "Zarafteks Unit 1", "UZB"), &entry("e", "Zarafteks Unit 1", "UZB")).unwrap();
    let other = compare(&party("p", "Zarafteks Unit 1", "UZB"), &entry("e", "Zarafteks Unit 3", "UZB"));
    assert_eq!(same.zone, Zone::Match);
    assert!(other.is_none_or(|other| other.bits < same.bits - 12.0));
}

#[test]
fn the_same_factory_number_in_two_towns_is_two_factories() {
    let ours =
        Party { address: Some("12 Mill Street, Andijan".to_owned()), ..party("p", "No. 2 Textile Factory", "UZB") };
    let theirs = ListedEntity {
        address: Some("7 Canal Road, Bukhara".to_owned()),
        ..entry("e", "No. 2 Textile Factory", "UZB")
    };
    assert_eq!(zone(&ours, &theirs), Zone::No);
}

#[test]
fn another_country_speaks_against() {
    let same = compare(&party("p", "Zarafteks Trading", "UZB"), &entry("e", "Zarafteks Trading", "UZB")).unwrap();
    let unknown = compare(&party("p", "Zarafteks Trading", ""), &entry("e", "Zarafteks Trading", "UZB")).unwrap();
    let other = compare(&party("p", "Zarafteks Trading", "PER"), &entry("e", "Zarafteks Trading", "UZB")).unwrap();
    assert!(same.bits > unknown.bits && unknown.bits > other.bits + 5.0);
    assert_eq!(field(&unknown, Field::Country).agreement, Agreement::Unknown);
    assert_eq!(field(&other, Field::Country).agreement, Agreement::Different);
}

#[test]
fn a_region_found_in_the_address_agrees() {
    let listed = ListedEntity { region: Some("Fergana region".to_owned()), ..entry("e", "Zarafteks Trading", "UZB") };
    let at = |address: &str| Party { address: Some(address.to_owned()), ..party("p", "Zarafteks Trading", "UZB") };
    let there = compare(&at("5 Bogh Street, Farg'ona"), &listed).unwrap();
    let elsewhere = compare(&at("5 Bogh Street, Nukus"), &listed).unwrap();
    assert_eq!(field(&there, Field::Region).agreement, Agreement::Same);
    assert_eq!(field(&elsewhere, Field::Region).agreement, Agreement::Unmentioned);
    assert!(there.bits > elsewhere.bits);
}

const LEI: &str = "984500KARVONTEST0156";
const OTHER_LEI: &str = "984500KARVONTEST0253";

fn with_lei(name: &str, lei: &str) -> Party {
    Party { lei: Some(lei.to_owned()), ..party("p", name, "UZB") }
}

fn listed_lei(name: &str, lei: &str) -> ListedEntity {
    let identifiers = vec![Identifier { scheme: Scheme::Lei, value: lei.to_owned() }];
    ListedEntity { identifiers, ..entry("e", name, "UZB") }
}

#[test]
fn one_lei_shows_a_pair_whatever_the_names() {
    let found =
        compare(&with_lei("Alpamysh Foods", LEI), &listed_lei("Zarafteks Trading", &LEI.to_lowercase())).unwrap();
    assert_eq!(found.zone, Zone::Review);
    assert_eq!(zone(&with_lei("Zarafteks Trading", LEI), &listed_lei("Zarafteks Trading", LEI)), Zone::Match);
}

#[test]
fn two_leis_speak_against_one_company() {
    let alone = compare(&party("p", "Zarafteks Trading", "UZB"), &listed_lei("Zarafteks Trading", LEI)).unwrap();
    let differ = compare(&with_lei("Zarafteks Trading", OTHER_LEI), &listed_lei("Zarafteks Trading", LEI)).unwrap();
    assert!(differ.bits < alone.bits - 5.0);
    assert_eq!(field(&differ, Field::Identifier(Scheme::Lei)).agreement, Agreement::Different);
}

#[test]
fn an_identifier_with_bad_check_digits_weighs_nothing() {
    let bad = "984500KARVONTEST0157";
    let alone = compare(&party("p", "Zarafteks Trading", "UZB"), &listed_lei("Zarafteks Trading", bad)).unwrap();
    let found = compare(&with_lei("Zarafteks Trading", bad), &listed_lei("Zarafteks Trading", bad)).unwrap();
    assert!((found.bits - alone.bits).abs() < 1e-12);
    let compared = field(&found, Field::Identifier(Scheme::Lei));
    assert_eq!(compared.agreement, Agreement::OursInvalid(IdentifierFault::CheckDigits));
    assert_eq!(zone(&with_lei("Alpamysh Foods", bad), &listed_lei("Zarafteks Trading", bad)), Zone::No);
}

#[test]
fn a_further_name_of_an_entry_counts_a_little_less() {
    let alias = ListedEntity { aliases: vec!["Zarafteks Trading".to_owned()], ..entry("e", "Quvonchbek Group", "UZB") };
    let by_alias = compare(&party("p", "Zarafteks Trading", "UZB"), &alias).unwrap();
    assert_eq!(field(&by_alias, Field::Name).theirs, "Zarafteks Trading");
    assert_eq!(field(&by_alias, Field::Alias).theirs, "Quvonchbek Group");
    assert!(field(&by_alias, Field::Alias).bits < 0.0);
}

#[test]
fn the_fields_of_a_pair_add_up_and_so_do_the_words() {
    let found =
        compare(&party("p", "Zarafteks Silk Trading LLC", "UZB"), &entry("e", "Zarafteks Silk JSC", "UZB")).unwrap();
    let fields: f64 = found.fields.iter().map(|field| field.bits).sum();
    assert!((fields - found.bits).abs() < 1e-9);
    let name = field(&found, Field::Name);
    let words: f64 = name.words.iter().map(|word| word.bits).sum();
    assert!((words - name.bits).abs() < 1e-9);
    assert_eq!(field(&found, Field::LegalForm).agreement, Agreement::Different);
}

/// One word that only the two records hold, beside a known number of other names: log2(m/u) by hand.
#[test]
fn a_word_weighs_by_the_counted_share_of_names() {
    let found = compare(&party("p", "Zarafteks", ""), &entry("e", "Zarafteks", "")).unwrap();
    // 19 distinct names (18 others, and the pair's own); nine letters: assumed share 0.0002, as of 1,000 names.
    let share = (0.0 + 1000.0 * 0.0002) / (19.0 + 1000.0);
    let word = libm::log2(0.8 / share);
    let whole = libm::log2(0.6 / 0.1);
    assert!((found.bits - word - whole).abs() < 1e-12, "{} {}", found.bits, word + whole);
}

fn pairs(found: &Screened) -> Vec<(&str, &str, Zone)> {
    let other = |found: &Match| match &found.other {
        Counterpart::Party { id } => id.as_str().to_owned(),
        Counterpart::Listed { entry, .. } => entry.clone(),
    };
    let pairs = found.matches.iter().map(|found| (found.party.as_str(), other(found).leak() as &str, found.zone));
    pairs.collect()
}

#[test]
fn duplicates_stand_once_under_the_id_that_comes_first() {
    let parties = [
        party("b", "ООО «Зарафтекс Инвест»", "UZB"),
        party("a", "Zarafteks Invest LLC", "UZB"),
        party("c", "Quvonchbek Group", "UZB"),
    ];
    let found = duplicates(&parties, &settings(), Search::Indexed, &BTreeSet::new()).unwrap();
    assert_eq!(pairs(&found), [("a", "b", Zone::Match)]);
}

#[test]
fn a_pair_that_was_asked_for_is_explained_whatever_it_weighs() {
    let parties = [party("a", "Zarafteks Invest LLC", "UZB"), party("b", "Quvonchbek Group", "UZB")];
    for (one, other) in [("a", "b"), ("b", "a")] {
        let asked = BTreeSet::from([(PartyId::from(one), PartyId::from(other)), ("a".into(), "nobody".into())]);
        let found = duplicates(&parties, &settings(), Search::Indexed, &asked).unwrap();
        assert_eq!(pairs(&found), [("a", "b", Zone::No)]);
        assert!(!found.matches[0].fields.is_empty());
    }
}

#[test]
fn settings_out_of_range_are_refused() {
    let mut settings = settings();
    settings.zones.review = settings.zones.matched + 1.0;
    assert!(screen(&[], &[], &settings, Search::Indexed).is_err());
    assert!(duplicates(&[], &settings, Search::Indexed, &BTreeSet::new()).is_err());
}

#[test]
fn a_name_that_says_nothing_of_its_own_finds_nothing_and_is_named() {
    let parties = [
        party("a", "", "UZB"),
        party("b", "—", "UZB"),
        party("c", "Textile Factory", "UZB"),
        party("d", "Zarafteks", "UZB"),
    ];
    let entries = [entry("e", "", "UZB"), entry("f", "Garment Factory", "UZB")];
    let found = screen(&parties, &entries, &settings(), Search::Indexed).unwrap();
    assert_eq!(found.matches, []);
    assert_eq!(found.nameless, ["a", "b", "c"].map(PartyId::from));
}
