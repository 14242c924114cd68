//! Files of an invented company as they would come in: suppliers in tiers, links between them, answers about each.
//!
//! Seeded, so that every run and every machine measures the same bytes.

use std::fmt::Write as _;

/// Suppliers.
pub(crate) const SUPPLIERS: usize = 10_000;
/// Links.
pub(crate) const LINKS: usize = 50_000;
/// Answers about each supplier.
pub(crate) const ANSWERS: usize = 30;

/// The day of the assessment.
pub(crate) const AS_OF: (i32, u32, u32) = (2026, 6, 30);

/// First supplier of each tier, the subject being alone in the first; then the end.
const TIERS: [usize; 7] = [0, 1, 60, 400, 1_800, 5_000, SUPPLIERS];

const COUNTRIES: [&str; 20] = [
    "UZ", "KZ", "KG", "TJ", "TM", "TR", "CN", "BD", "IN", "PK", "VN", "MY", "TH", "NP", "PL", "DE", "IT", "US", "BR",
    "GH",
];
const SECTORS: [&str; 8] = ["1410", "1312", "0116", "1061", "2511", "4641", "4923", "8121"];
const GOODS: [&str; 8] = ["610910", "620342", "520100", "520512", "540233", "640399", "721049", "851762"];
const KINDS: [&str; 6] = ["facility", "facility", "facility", "company", "farm", "trader"];

/// Question, an answer that reassures, an adverse one.
const QUESTIONS: [(&str, &str, &str); 36] = [
    ("I1.5", "0", "4"),
    ("I1.8", "yes", "no"),
    ("I2.1", "100%", "60%"),
    ("I2.2", "none", "wage"),
    ("I2.4", "no", "yes"),
    ("I3.1", "free", "sign-out"),
    ("I3.2", "no", "yes"),
    ("I3.3.days", "30", "60"),
    ("I3.3.penalty", "0", "90"),
    ("I3.5", "free", "employer consent"),
    ("I4.1", "free", "limited"),
    ("I4.3", "yes", "no"),
    ("I5.2", "0;yes", "2;no"),
    ("I5.3", "none", "hitting"),
    ("I5.4", "unarmed;yes", "unarmed;no"),
    ("I6.1", "0%", "6%"),
    ("I6.3", "0%;yes", "4%;no"),
    ("I6.4", "no", "yes"),
    ("I7.1", "worker", "employer or agent"),
    ("I7.2", "0%", "3%"),
    ("I7.4", "no", "yes"),
    ("I7.6", "yes", "no"),
    ("I8.1", "0;2", "4;12"),
    ("I8.2", "0%", "5%"),
    ("I8.4", "1.2;1", "0.9;0.8"),
    ("I8.5", "own bank", "third-party account"),
    ("I8.6", "100%", "70%"),
    ("I8.7", "100%", "60%"),
    ("I9.1", "0%;0", "80%;1380"),
    ("I9.6", "yes", "no"),
    ("I10.1", "yes;4", "no;9"),
    ("I10.3", "yes;yes;yes", "yes;no;yes"),
    ("I10.7", "100%", "60%"),
    ("I11.2", "6", "13"),
    ("I11.3", "free", "frowned on"),
    ("I11.4", "1", "0.7"),
];

/// Sources of answers, as often as they occur.
const SOURCES: [&str; 8] = [
    "self_assessment",
    "self_assessment",
    "self_assessment",
    "policy_document",
    "audit_announced",
    "audit_announced",
    "audit_unannounced",
    "worker_interview",
];

/// A file: name and content.
pub(crate) type File = (&'static str, String);

/// Suppliers and links.
pub(crate) fn network() -> Vec<File> {
    let mut dice = Dice(11);
    vec![("suppliers.csv", suppliers(&mut dice)), ("links.csv", links(&mut dice))]
}

/// Answers: one in ten is adverse, one in eight is about migrants only.
pub(crate) fn answers() -> File {
    let mut dice = Dice(12);
    let mut text = String::from(
        "supplier_id,question,answer,source,source_id,observed_on,worker_group,period_from,period_to,affected,asked,population,closes,reference,note\n",
    );
    for supplier in 1..=SUPPLIERS {
        let first = dice.below(QUESTIONS.len());
        for number in 0..ANSWERS {
            let (question, good, bad) = QUESTIONS[(first + number) % QUESTIONS.len()];
            let answer = if dice.below(10) == 0 { bad } else { good };
            let source = SOURCES[dice.below(SOURCES.len())];
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            let group = if dice.below(8) == 0 { "migrant" } else { "" };
            let asked = if source == "worker_interview" { "25,400" } else { "," };
            // Writing to a string never fails.
            let _ = writeln!(
                text,
                "S-{supplier:06},{question},{answer},{source},{source}-2025-{month:02},2025-{month:02}-{day:02},{group},,,,{asked},,,"
            );
        }
    }
    ("answers.csv", text)
}

fn suppliers(dice: &mut Dice) -> String {
    let mut text = String::from(
        "supplier_id,name,country,address,kind,sector,products,workers,migrant_share,women_share,housing\n",
    );
    for supplier in 1..=SUPPLIERS {
        let country = COUNTRIES[dice.below(COUNTRIES.len())];
        let kind = if supplier == 1 { "company" } else { KINDS[dice.below(KINDS.len())] };
        let (sector, product) = (SECTORS[dice.below(SECTORS.len())], GOODS[dice.below(GOODS.len())]);
        let workers = 20 + dice.below(2_000);
        let (migrants, women) = (dice.below(40), dice.below(90));
        let housing = ["on_site", "off_site", "none"][dice.below(3)];
        let _ = writeln!(
            text,
            "S-{supplier:06},Invented Works {supplier},{country},\"{} Long Road, Town {}\",{kind},{sector},{product},{workers},0.{migrants:02},0.{women:02},{housing}",
            dice.below(400),
            dice.below(900),
        );
    }
    text
}

/// Every supplier sells to a party of the tier below; further links share suppliers by a power law.
fn links(dice: &mut Dice) -> String {
    let mut text = String::from("supplier_id,buyer_id,kind,status,commodity,product,share,traceability,source\n");
    let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(LINKS);
    for tier in 1..TIERS.len() - 1 {
        let buyers = TIERS[tier - 1]..TIERS[tier];
        let suppliers = TIERS[tier]..TIERS[tier + 1];
        pairs.extend(suppliers.map(|supplier| (supplier, buyers.start + dice.below(buyers.len()))));
    }
    while pairs.len() < LINKS {
        let tier = 2 + dice.below(TIERS.len() - 3);
        let buyer = TIERS[tier - 1] + dice.below(TIERS[tier] - TIERS[tier - 1]);
        let suppliers = TIERS[tier + 1] - TIERS[tier];
        let supplier = TIERS[tier] + (dice.unit().powf(2.5) * suppliers as f64) as usize;
        // A few firms supply each other.
        pairs.push(if dice.below(250) == 0 { (buyer, supplier) } else { (supplier, buyer) });
    }
    for (number, (supplier, buyer)) in pairs.into_iter().enumerate() {
        let kind = ["goods", "goods", "goods", "goods", "goods", "services", "subcontract", "ownership"][dice.below(8)];
        let status = ["verified", "verified", "declared", "inferred"][dice.below(4)];
        let commodity = if kind == "goods" { GOODS[dice.below(GOODS.len())] } else { "" };
        let traced = ["segregated", "mass_balance", "unknown"][dice.below(3)];
        let _ = writeln!(
            text,
            "S-{:06},S-{:06},{kind},{status},{commodity},,0.0{},{traced},ledger row {number}",
            supplier + 1,
            buyer + 1,
            1 + dice.below(9),
        );
    }
    text
}

/// A small generator with a stated seed, by the published `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number within [0, 1).
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }
}
