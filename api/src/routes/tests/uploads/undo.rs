//! Taking a commit back.

use serde_json::json;

use super::{LINKS, SUPPLIERS, committed, export, read, undo, versioned, work_off};
use crate::auth::permission::Role;
use crate::routes::tests::data::add;
use crate::routes::tests::support::all_sites;

const RECRUITMENT: &str = "cohort_id,employer_id,origin_country,destination_country,workers,fee_category,fee_per_worker,fee_currency\n\
                           c1,s1,KG,UZ,20,F1,150,USD\nc1,s1,KG,UZ,20,C6,20,USD\n";
const ANSWERS: &str = "supplier_id,question,answer,source,observed_on\ns1,I3.2,yes,worker_interview,2026-04-01\n";

#[actix_web::test]
async fn a_changed_file_taken_back_leaves_every_export_as_it_was() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let lei = "supplier_id,name,country,workers,lei\ns1,Mill,UZ,120,529900T8BM49AURSDO55\ns2,Shop,DE,15,\ns3,Gin,TJ,40,\n";
        let first = [("s.csv", lei), ("l.csv", LINKS), ("r.csv", RECRUITMENT), ("a.csv", ANSWERS)];
        committed(&site, &key, &first, &[("sender", "ERP")]).await;
        let lists = ["/parties", "/links", "/recruitment", "/evidence"];
        let mut before = Vec::new();
        for list in lists {
            before.push(export(&site, &key, list).await);
        }
        let (parties, links) = (lei.replace("120", "140") + "s4,New,KG,9,\n", LINKS.replace("60%", "70%"));
        let (groups, answers) = (RECRUITMENT.replace("150", "160"), ANSWERS.replace(",yes,", ",no,"));
        let second = [("s.csv", parties.as_str()), ("l.csv", &links), ("r.csv", &groups), ("a.csv", &answers)];
        let id = committed(&site, &key, &second, &[("sender", "ERP")]).await;
        for (list, before) in lists.iter().zip(&before) {
            assert_ne!(export(&site, &key, list).await, *before, "{list}");
        }
        let undone = undo(&site, &key, &id).await;
        assert_eq!((undone.status, &undone.json()["assessments"]), (200, &json!([])), "{}", undone.json());
        for (list, before) in lists.iter().zip(&before) {
            assert_eq!(export(&site, &key, list).await, *before, "{list}");
        }
        assert_eq!(read(&site, &key, &id).await["state"], "undone");
        assert_eq!(undo(&site, &key, &id).await.problem(), (409, "state_conflict".to_owned()));
        // The versions stay to be seen.
        assert_eq!(site.ask("GET", "/parties/s1/history", &key).await.json()["total"], 3);
        // The same file can be sent again: what was undone is new or changed once more.
        committed(&site, &key, &second, &[("sender", "ERP")]).await;
        assert_eq!(site.ask("GET", "/parties/s4", &key).await.json()["version"], 2);
    }
}

#[actix_web::test]
async fn an_undo_names_the_assessments_that_were_made_from_it() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        committed(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &[]).await;
        let start = async || {
            let started = site.put("POST", "/assessments", &key, &json!({"worlds": 64})).await;
            assert_eq!(started.status, 202, "{}", started.json());
            work_off(&site).await;
            started.json()["assessment_id"].clone()
        };
        start().await;
        let changed = SUPPLIERS.replace("120", "140");
        let id = committed(&site, &key, &[("s.csv", &changed)], &[]).await;
        let touched = start().await;
        let undone = undo(&site, &key, &id).await.json();
        let found: Vec<&serde_json::Value> =
            undone["assessments"].as_array().unwrap().iter().map(|one| &one["assessment_id"]).collect();
        assert_eq!(found, [&touched], "{undone}");
    }
}

#[actix_web::test]
async fn what_was_edited_after_a_commit_keeps_it_from_being_taken_back() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = committed(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &[]).await;
        let etag = site.ask("GET", "/parties/s1", &key).await.header("etag").to_owned();
        let edited = versioned(&site, "PATCH", "/parties/s1", &key, &etag, &json!({"name": "Great Mill"})).await;
        assert_eq!(edited.status, 200, "{}", edited.json());
        let refused = undo(&site, &key, &id).await;
        assert_eq!(refused.problem(), (409, "later_changes".to_owned()));
        assert_eq!(refused.json()["errors"][0]["pointer"], "/suppliers/s1");
        assert_eq!(site.ask("GET", "/parties/s1", &key).await.json()["name"], "Great Mill");
    }
}

#[actix_web::test]
async fn what_leans_on_a_row_keeps_it_from_being_taken_back() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let link = add(&site, &key, "/links", &json!({"supplier_id": "s1", "buyer_id": "s2"})).await;
        let refused = undo(&site, &key, &id).await;
        assert_eq!(refused.problem(), (409, "later_changes".to_owned()));
        let place = format!("/links/{}", link["link_id"].as_str().unwrap());
        assert_eq!(refused.json()["errors"][0]["pointer"], place);
    }
}
