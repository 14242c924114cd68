//! Committing: what is kept apart, what is refused, what is written down.

use serde_json::json;

use super::{LINKS, SUPPLIERS, checked, commit, committed, count, export, read, tag, versioned, work_off};
use crate::auth::permission::Role;
use crate::routes::tests::data::add;
use crate::routes::tests::support::all_sites;

#[actix_web::test]
async fn broken_rows_are_kept_apart_and_keep_all_from_being_committed() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let links = "supplier_id,buyer_id\ns1,s2\ns1,s9\n";
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", links)], &[]).await;
        let upload = read(&site, &key, &id).await;
        assert_eq!((count(&upload, "links", "new"), count(&upload, "links", "broken")), (1, 1));
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 0);
        let refused = commit(&site, &key, &id, "all").await;
        assert_eq!(refused.problem(), (409, "state_conflict".to_owned()));
        let error = &refused.json()["errors"][0];
        assert_eq!(
            (&error["file"], &error["row"], &error["rule"]),
            (&json!("l.csv"), &json!(3), &json!("unknown-party"))
        );
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 0);
        let done = commit(&site, &key, &id, "good").await;
        assert_eq!((done.status, &done.json()["revision"]), (200, &json!(1)), "{}", done.json());
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 3);
        assert_eq!(site.ask("GET", "/links", &key).await.json()["total"], 1);
        assert_eq!(commit(&site, &key, &id, "good").await.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn one_entry_of_the_log_stands_for_all_rows_of_a_commit() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = committed(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &[]).await;
        let admin = site.key(site.ours, Role::Admin).await;
        let log = site.ask("GET", "/audit_log", &admin).await.json();
        let actions: Vec<&str> =
            log["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions.iter().filter(|action| **action == "upload.committed").count(), 1, "{actions:?}");
        assert!(actions.iter().all(|action| action.starts_with("upload.")), "{actions:?}");
        let text = site.ask("GET", "/audit_log?format=jsonl", &admin).await.bytes;
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(&format!("upload/{id}")) && text.contains("changes_sha256"), "{text}");
    }
}

#[actix_web::test]
async fn a_commit_in_between_keeps_rows_that_it_touched_from_being_overwritten() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        committed(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &[]).await;
        let changed = SUPPLIERS.replace("Mill", "Great Mill");
        let id = checked(&site, &key, &[("s.csv", &changed)], &[]).await;
        // Somebody else has another change of the same party committed, and one adds a party that the file does not name.
        committed(&site, &key, &[("s.csv", "supplier_id,name,country\ns1,Old Mill,UZ\n")], &[]).await;
        add(&site, &key, "/parties", &json!({"supplier_id": "s8", "name": "Other", "country": "UZ"})).await;
        let refused = commit(&site, &key, &id, "good").await;
        assert_eq!(refused.problem(), (409, "data_changed".to_owned()));
        let refused = refused.json();
        let places: Vec<&str> =
            refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/suppliers/s1"]);
        assert_eq!(site.ask("GET", "/parties/s1", &key).await.json()["name"], "Old Mill");
        // Checked again, it says what it would change now, and can be committed.
        let path = format!("/uploads/{id}");
        let again = versioned(&site, "PATCH", &path, &key, &tag(&site, &key, &id).await, &json!({})).await;
        assert_eq!(again.status, 202, "{}", again.json());
        work_off(&site).await;
        assert_eq!(commit(&site, &key, &id, "all").await.status, 200);
        assert_eq!(site.ask("GET", "/parties/s1", &key).await.json()["name"], "Great Mill");
    }
}

#[actix_web::test]
async fn a_commit_in_between_that_touched_other_rows_stands_in_nobodys_way() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &[]).await;
        add(&site, &key, "/parties", &json!({"supplier_id": "s8", "name": "Other", "country": "UZ"})).await;
        assert_eq!(commit(&site, &key, &id, "all").await.status, 200);
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 4);
    }
}

#[actix_web::test]
async fn rows_may_lean_on_parties_that_are_known_already() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let first = committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let id = checked(&site, &key, &[("l.csv", LINKS)], &[]).await;
        assert_eq!(count(&read(&site, &key, &id).await, "links", "new"), 2);
        // Once the parties are gone, the links would lead nowhere.
        assert_eq!(super::undo(&site, &key, &first).await.status, 200);
        assert_eq!(commit(&site, &key, &id, "good").await.problem(), (409, "data_changed".to_owned()));
    }
}

#[actix_web::test]
async fn what_a_file_has_no_column_for_stays_as_it_is() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let same = checked(&site, &key, &[("s.csv", "supplier_id,name,country\ns1,Mill,UZ\n")], &[]).await;
        assert_eq!(count(&read(&site, &key, &same).await, "suppliers", "unchanged"), 1);
        committed(&site, &key, &[("s.csv", "supplier_id,name,country\ns1,Great Mill,UZ\n")], &[]).await;
        let party = site.ask("GET", "/parties/s1", &key).await.json();
        assert_eq!(
            (&party["name"], &party["workers"], &party["version"]),
            (&json!("Great Mill"), &json!(120), &json!(2))
        );
        // An empty cell does say something: that it is not known.
        committed(&site, &key, &[("s.csv", "supplier_id,name,country,workers\ns1,Great Mill,UZ,\n")], &[]).await;
        assert_eq!(site.ask("GET", "/parties/s1", &key).await.json()["workers"], json!(null));
    }
}

#[actix_web::test]
async fn a_snapshot_ends_what_its_sender_no_longer_lists_and_nothing_of_others() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let erp = [("sender", "ERP"), ("mode", "snapshot")];
        committed(&site, &key, &[("s.csv", SUPPLIERS), ("l.csv", LINKS)], &erp).await;
        committed(&site, &key, &[("s.csv", "supplier_id,name,country\ns7,Dyer,IN\n")], &[("sender", "Audit firm")])
            .await;
        let before = export(&site, &key, "/parties").await;
        let shorter = "supplier_id,name,country,workers\ns1,Mill,UZ,120\ns2,Shop,DE,15\n";
        let id = checked(&site, &key, &[("s.csv", shorter)], &erp).await;
        let upload = read(&site, &key, &id).await;
        assert_eq!((count(&upload, "suppliers", "absent"), count(&upload, "suppliers", "unchanged")), (1, 2));
        let rows = site.ask("GET", &format!("/uploads/{id}/rows?outcome=absent"), &key).await.json();
        assert_eq!((&rows["items"][0]["key"], &rows["items"][0]["file"]), (&json!("s3"), &json!(null)));
        assert_eq!(commit(&site, &key, &id, "all").await.status, 200);
        let ids = |list: serde_json::Value| -> Vec<String> {
            list["items"].as_array().unwrap().iter().map(|item| item["party_id"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(ids(site.ask("GET", "/parties", &key).await.json()), ["s1", "s2", "s7"]);
        // The link of the party that ended has ended with it.
        assert_eq!(site.ask("GET", "/links", &key).await.json()["total"], 1);
        assert_eq!(super::undo(&site, &key, &id).await.status, 200);
        assert_eq!(export(&site, &key, "/parties").await, before);
        assert_eq!(site.ask("GET", "/links", &key).await.json()["total"], 2);
    }
}

#[actix_web::test]
async fn a_repeated_write_commits_once() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let path = format!("/uploads/{id}/commit");
        let asked = || {
            crate::routes::tests::support::request("POST", &path)
                .insert_header(("authorization", format!("Bearer {key}")))
                .insert_header(("idempotency-key", "once"))
                .set_json(json!({"rows": "good"}))
        };
        let (first, second) = (site.send(asked()).await, site.send(asked()).await);
        assert_eq!((first.status, second.status), (200, 200));
        assert_eq!(second.header("idempotency-replayed"), "true");
        assert_eq!(first.bytes, second.bytes);
    }
}
