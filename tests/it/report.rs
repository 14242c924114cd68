//! The report of the demo, read back from the PDF.

use karvon_tests::{Demo, flat, poppler};

#[test]
fn every_page_says_which_of_how_many_it_is() {
    let pages = Demo::shared().pages();
    assert!(pages.len() > 5, "{} pages", pages.len());
    for (place, page) in pages.iter().enumerate() {
        let wanted = format!("{} of {}", place + 1, pages.len());
        assert!(flat(page).to_lowercase().contains(&wanted), "`{wanted}` is missing in {page}");
    }
}

#[test]
fn the_numbers_of_the_verdict_are_those_of_the_assessment() {
    let demo = Demo::shared();
    let (assessment, text) = (demo.assessment(), flat(&demo.pages().join("\n")));
    let summary = assessment.summary.unwrap();
    let (all, verified) = (&summary.all_links, &summary.verified_links);
    for number in [all.expected_sources, all.expected_low, all.expected_high, verified.expected_sources] {
        let printed = format!("{number:.2}");
        assert!(text.contains(&printed), "{printed}");
    }
    let [most_5, most_50, most_95] = all.count;
    for number in [most_5 as usize, most_50 as usize, most_95 as usize, all.background_parties, all.parties_upstream] {
        assert!(text.contains(&format!(" {number} ")), "{number}");
    }
    let manifest = &assessment.manifest;
    assert!(text.contains(manifest.ruleset.as_str()) && text.contains(manifest.ruleset_version.as_str()));
    assert!(text.replace(' ', "").contains(manifest.result_hash.get(..16).unwrap()));
}

#[test]
fn the_outline_names_every_chapter_and_links_lead_to_pages_that_are_there() {
    let (demo, pages) = (Demo::shared(), Demo::shared().pages());
    let file = demo.folder().join("report.pdf");
    let read = poppler("pdftohtml", &["-xml", "-i", "-stdout"], &file, &[]);
    let (body, outline) = read.split_once("<outline>").unwrap();
    let mut chapters = 0;
    for item in outline.split("<item page=\"").skip(1) {
        let (page, rest) = item.split_once("\">").unwrap();
        let page: usize = page.parse().unwrap();
        let title = rest.split("</item>").next().unwrap();
        let title = title.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        assert!(flat(&pages[page - 1]).contains(&flat(&title)), "`{title}` is not on page {page}");
        chapters += 1;
    }
    assert!(chapters > 20, "{chapters} chapters");
    let targets: Vec<&str> = body.split("<a href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
    assert!(targets.len() > 100, "{} links", targets.len());
    for target in targets {
        let page: usize = target.rsplit_once('#').unwrap().1.parse().unwrap();
        assert!((1..=pages.len()).contains(&page), "{target}");
    }
}

#[test]
fn the_first_ten_parties_are_named_with_their_ids() {
    let demo = Demo::shared();
    let (assessment, text) = (demo.assessment(), flat(&demo.pages().join("\n")));
    for id in assessment.look_here_first.iter().take(10) {
        assert!(text.contains(id.as_str()), "{id}");
    }
}

#[test]
fn all_fonts_are_embedded_as_subsets() {
    let fonts = poppler("pdffonts", &[], &Demo::shared().folder().join("report.pdf"), &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let cells: Vec<&str> = row.split_whitespace().collect();
        // … emb sub uni object generation
        assert_eq!(&cells[cells.len() - 5..cells.len() - 2], ["yes", "yes", "yes"], "{row}");
    }
}

#[test]
fn the_report_is_small_and_has_a_title() {
    let demo = Demo::shared();
    assert!(demo.bytes("report.pdf").len() < 2_000_000);
    let info = poppler("pdfinfo", &[], &demo.folder().join("report.pdf"), &[]);
    let title = info.lines().find_map(|line| line.strip_prefix("Title:")).unwrap_or_default();
    assert!(!title.trim().is_empty(), "{info}");
}
