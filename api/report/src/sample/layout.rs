//! A small document for looking at the layout by eye and for testing what every document must keep.

use chrono::NaiveDate;

use crate::font::Fonts;
use crate::layout::bars::{Bar, Bars};
use crate::layout::callout::{Callout, Figure, Figures};
use crate::layout::cell::Cell;
use crate::layout::contents::Contents;
use crate::layout::decor::{Decor, decorate};
use crate::layout::facts::Facts;
use crate::layout::flow::{Piece, lay_out};
use crate::layout::heading::Heading;
use crate::layout::list::List;
use crate::layout::mark::{BandLabel, RangeBar, ShareBar, Stack};
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::pdf::{Identity, write};
use crate::theme::Tone;

fn pieces() -> Vec<Piece> {
    let mut pieces = vec![
        Piece::of(Heading::new(0, "Layout sample", "top")),
        Piece::of(Paragraph::new(Rich::marked(
            "Running text with **bold words**, formulas such as W(z,T) = π_[T] · e^[A] · Π_[k] (a_[k] Λ_[k] + 1 − a_[k]) and letters of the region: \
             Қазақстан, Кыргыз Республикасы, Тоҷикистон, Ўзбекистон, Oʻzbekiston, Türkmenistan, Россия. A firm named 供应商 is drawn with boxes.",
        ))),
        Piece::of(Contents {
            lines: vec![("Tables".to_owned(), "tables".to_owned()), ("Top".to_owned(), "top".to_owned())],
        }),
        Piece::of(Figures {
            figures: vec![
                Figure {
                    value: "2.4".into(),
                    label: "places expected on evidence".into(),
                    note: "0.3 taken off by reassuring evidence".into(),
                },
                Figure { value: "2.1".into(), label: "background, not examined".into(), note: "94 places".into() },
                Figure { value: "31 %".into(), label: "exposed share of spend".into(), note: "27 % to 44 %".into() },
            ],
        }),
        Piece::of(
            Callout::new(vec![Rich::marked("This is a **screening**, not a legal finding.")]).titled("What this is"),
        ),
        Piece::of(List::bullets([
            Rich::plain("first"),
            Rich::plain(
                "second, with a long line that has to wrap because it goes on and on until it reaches the right edge of the page and beyond",
            ),
        ])),
        Piece::of(Heading::new(1, "Tables", "tables")),
    ];
    let rows = (0..70)
        .map(|at| {
            let tone = Tone::ALL[at % 5];
            Row::new(vec![
                Cell::from(Rich::plain(format!("Товарищество «Ақсу мақта» {at}")).linked("top")),
                Cell::graphic(BandLabel { tone, text: format!("{tone:?}"), scored: at % 7 != 3 }),
                Cell::both("0.41", RangeBar { low: 0.2, value: 0.41, high: 0.7 }),
                Cell::graphic(ShareBar { share: 0.45, label: "45 %".into() }),
                Cell::from("passports held by the employer; fees above three months of earnings; exits locked"),
            ])
        })
        .collect();
    let columns = vec![
        Column::text("Party", 1.0),
        Column::fixed("Band", 62.0),
        Column::fixed("Likelihood", 60.0),
        Column::fixed("Coverage", 70.0),
        Column::text("Drivers", 1.3),
    ];
    pieces.push(Piece::of(Table::new(columns, rows)));
    pieces.push(Piece::of(Heading::new(2, "Bars", "bars")));
    let bar = |label: &str, value: f64, sum: bool| Bar {
        label: label.into(),
        value: (!sum).then_some(value),
        range: (!sum).then_some((value * 0.6, value * 1.5)),
        text: format!("{value:.2}"),
        sum,
    };
    pieces.push(Piece::of(Bars::new(vec![
        bar("Amu Gin", 0.62, false),
        bar("Chirchiq Spinning", 0.31, false),
        bar("Sum", 0.93, true),
    ])));
    let stack = Stack {
        parts: vec![
            (0.68, Tone::Low, "ordinary 68 %".into()),
            (0.26, Tone::Elevated, "exploitative 26 %".into()),
            (0.06, Tone::Critical, "coercive 6 %".into()),
        ],
    };
    pieces.push(Piece::of(Table::new(vec![Column::text("", 1.0)], vec![Row::new(vec![Cell::graphic(stack)])])));
    pieces.push(Piece::of(Facts::new(vec![
        ("Inputs".into(), "0123456789abcdef".repeat(4).into()),
        ("Ruleset".into(), "ilo-11".into()),
    ])));
    pieces
}

fn bytes() -> Vec<u8> {
    let fonts = Fonts::load().unwrap();
    let mut pages = lay_out(pieces(), &fonts).unwrap();
    let page = |page: usize, total: usize| format!("Page {page} of {total}");
    let decor = Decor {
        title: "Layout sample".into(),
        ruleset: "ilo-11 1.0.0".into(),
        foot: "As of 24 November 2026".into(),
        page: &page,
    };
    decorate(&mut pages, &decor, &fonts);
    let identity = Identity {
        title: "Layout sample".into(),
        subject: "sample".into(),
        keywords: "sample".into(),
        language: "en".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        hash: "0f".repeat(32),
        imprint: None,
        producer: "karvon".into(),
    };
    write(pages, &fonts, &identity).unwrap()
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_document_of_several_pages_stays_small() {
    let bytes = bytes();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes.len() < 80_000, "{}", bytes.len());
}

#[test]
fn dates_and_identity_come_from_the_assessment() {
    let document = lopdf::Document::load_mem(&bytes()).unwrap();
    let information =
        document.trailer.get(b"Info").and_then(|id| document.dereference(id)).unwrap().1.as_dict().unwrap();
    assert_eq!(information.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261124000000Z");
    let id = document.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0].as_str().unwrap(), [0x0f; 16]);
}
