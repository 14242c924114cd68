use super::super::*;
use super::support::*;
use crate::network::Country;
use std::collections::BTreeSet;

#[test]
fn scratch_lists() {
    if std::env::var("KARVON_SCRATCH").is_err() {
        return;
    }
    let base = "/work/shared/reference/";
    let rows = |path: &str| -> Vec<std::collections::BTreeMap<String, String>> {
        csv::Reader::from_path(format!("{base}{path}")).unwrap().deserialize().map(|r| r.unwrap()).collect()
    };
    let iso: std::collections::BTreeMap<String, String> =
        rows("country_aliases.csv").into_iter().map(|r| (r["alias"].to_lowercase(), r["iso3"].clone())).collect();
    let mut parties = Vec::new();
    for list in ["2", "5", "8", "12", "13"] {
        for (i, r) in rows(&format!("samples/osh_facility_lists/list_{list}.csv")).iter().enumerate() {
            let iso3 = iso.get(&r["country"].trim().to_lowercase()).cloned().unwrap_or_default();
            let mut p = party(&format!("l{list}-{i:03}"), &r["name"], &iso3);
            p.address = Some(r["address"].clone());
            parties.push(p);
        }
    }
    let mut entries = Vec::new();
    for r in rows("uflpa_entities.csv") {
        let mut e = entry(&r["id"], &r["name"], &r["country_iso3"]);
        e.list = "uflpa".into();
        e.aliases = r["aliases"].split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
        e.region = Some(r["region"].clone()).filter(|s| !s.is_empty());
        entries.push(e);
    }
    for r in rows("cbp_wro_findings.csv") {
        let mut e = entry(&r["id"], &r["entity"], &r["iso3"]);
        e.list = "cbp".into();
        e.aliases = r["aliases"].split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
        entries.push(e);
    }
    println!(
        "{} parties, {} entries, without country {}",
        parties.len(),
        entries.len(),
        parties.iter().filter(|p| p.country.is_none()).count()
    );
    let show = |found: &[Match]| {
        for m in found {
            println!(
                "{:.1} {:?} {:?} :: {} | {}",
                m.bits,
                m.zone,
                m.party.as_str(),
                m.fields[0].ours,
                m.fields[0].theirs
            );
            for w in &m.fields[0].words {
                print!("   [{}~{} {:?} {:?} {:.1}]", w.ours, w.theirs, w.agreement, w.class, w.bits);
            }
            for f in &m.fields[1..] {
                print!("   {:?} {:?} {:.1}", f.field, f.agreement, f.bits);
            }
            println!();
        }
    };
    let s = ScreeningSettings::default();
    show(&screen(&parties, &entries, &s, &BTreeSet::new()).unwrap());
    println!("---- from 5 bits on");
    let mut low = s.clone();
    low.zones.review = 5.0;
    let f = screen(&parties, &entries, &low, &BTreeSet::new()).unwrap();
    println!("{}", f.len());
    show(&f);
    println!(
        "---- every pair equal: {}",
        screen(&parties, &entries, &ScreeningSettings { search: Search::EveryPair, ..low.clone() }, &BTreeSet::new())
            .unwrap()
            == f
    );
    println!("---- duplicates");
    show(&duplicates(&parties, &s, &BTreeSet::new()).unwrap());
    println!("---- UFLPA against CBP (positives)");
    let as_parties: Vec<Party> = entries
        .iter()
        .filter(|e| e.list == "uflpa")
        .map(|e| party(&e.id, &e.name, e.country.map(|c| c.to_string()).unwrap_or_default().as_str()))
        .collect();
    let cbp: Vec<ListedEntity> = entries.iter().filter(|e| e.list == "cbp").cloned().collect();
    show(&screen(&as_parties, &cbp, &s, &BTreeSet::new()).unwrap());
    let _ = Country::from_alpha3("CHN");
}
