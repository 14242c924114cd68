//! Commands about the database, on SQLite and, where `KARVON_TEST_POSTGRES` names a server, on PostgreSQL.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use assert_cmd::assert::Assert;
use karvon::audit;
use karvon::services::keyring::KeyRing;
use serde_json::Value;

use crate::place::{Place, places, value};
use crate::support::{Desk, fixture};

fn said(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

#[test]
fn the_first_people_and_keys_are_made_without_any_set_up() {
    for place in places() {
        let id = place.organisation();
        let made =
            place.karvon(&format!("user create Hr@Mills.example --organisation {id} --role hr --json")).success();
        let made: Value = serde_json::from_slice(&made.get_output().stdout).unwrap();
        assert_eq!(made["user_id"].as_str().unwrap().len(), 36);
        let link = made["link"].as_str().unwrap();
        assert!(link.starts_with("http://127.0.0.1:8080/login#krl_"), "{link}");
        let again = place.value("user login-link hr@mills.example", "link");
        assert_ne!(again, link);
        let key = place.value(&format!("key create loader --organisation {id} --role compliance --read-only"), "key");
        assert!(key.starts_with("krv_") && key.len() > 40, "{key}");
    }
}

#[test]
fn a_password_comes_by_standard_input_and_must_be_good() {
    for place in places() {
        let id = place.organisation();
        let create = |email: &str, password: &str| {
            let arguments = format!("user create {email} --organisation {id} --role admin --password-stdin");
            place.desk.command(&arguments).write_stdin(password.to_owned()).assert()
        };
        let made = create("admin@mills.example", "bucket orbit lantern plum\n").success();
        let output = String::from_utf8(made.get_output().stdout.clone()).unwrap();
        assert!(value(&output, "user_id").is_some() && value(&output, "link").is_none(), "{output}");
        let refused = create("other@mills.example", "password1234\n").code(2);
        assert!(said(&refused).contains("too easy to guess"), "{}", said(&refused));
    }
}

#[test]
fn what_cannot_be_made_is_told_and_nothing_is_left() {
    for place in places() {
        let id = place.organisation();
        for (arguments, words) in [
            ("organisation create X --time-zone Asia/Nowhere".to_owned(), "unknown time zone `Asia/Nowhere`"),
            (format!("user create nobody --organisation {id} --role hr"), "no e-mail address"),
            (format!("user create a@b.example --organisation {} --role hr", uuid::Uuid::nil()), "no organisation"),
            ("user login-link a@b.example".to_owned(), "no account `a@b.example`"),
            (format!("key create x --organisation {id} --role hr --days 4000"), "between 1 and 366 days"),
            (format!("key create x --organisation {id} --role owner"), "compliance, auditor, hr, admin"),
        ] {
            let refused = place.karvon(&arguments).code(2);
            assert!(said(&refused).contains(words), "{arguments}: {}", said(&refused));
            assert!(refused.get_output().stdout.is_empty());
        }
    }
}

#[test]
fn migrations_go_up_and_down_and_an_older_schema_is_refused() {
    for place in places() {
        let count = |word: &str| {
            let status = place.karvon("migrate status").success();
            let output = String::from_utf8(status.get_output().stdout.clone()).unwrap();
            output.lines().filter(|line| line.ends_with(&format!(": {word}"))).count()
        };
        place.karvon("migrate up").success();
        let all = count("applied");
        assert!(all >= 8 && count("pending") == 0);
        place.karvon("migrate down").success();
        assert_eq!((count("applied"), count("pending")), (all - 1, 1));
        let refused = place.karvon("organisation create Mills").code(2);
        assert!(said(&refused).contains("karvon migrate up"), "{}", said(&refused));
        place.karvon("migrate up").success();
        place.organisation();
    }
}

#[test]
fn a_filled_database_does_not_open_without_its_key() {
    for place in places() {
        place.organisation();
        let file = if place.is_sqlite { "data/secret.key" } else { "key" };
        place.karvon("doctor").success();
        std::fs::rename(place.desk.path(file), place.desk.path("elsewhere")).unwrap();
        let refused = place.karvon("organisation create Other").code(2);
        assert!(said(&refused).contains("key file"), "{}", said(&refused));
        assert!(!place.desk.path(file).exists());
        let doctor = place.karvon("doctor").code(1);
        let output = String::from_utf8(doctor.get_output().stdout.clone()).unwrap();
        assert!(value(&output, "key").unwrap().contains("missing"), "{output}");
        std::fs::rename(place.desk.path("elsewhere"), place.desk.path(file)).unwrap();
        place.organisation();
    }
}

#[test]
fn the_doctor_is_content_before_the_first_start() {
    for place in places() {
        let output = place.karvon("doctor --json").success().get_output().stdout.clone();
        let output: Value = serde_json::from_slice(&output).unwrap();
        for name in ["settings", "database", "disk"] {
            assert!(output[name].is_string(), "{output}");
        }
        assert!(!place.desk.path("data").exists());
    }
}

#[test]
fn a_backup_restores_in_another_place_where_the_key_is() {
    for place in places() {
        if !place.is_sqlite {
            let refused = place.karvon("backup b.db").code(2);
            assert!(said(&refused).contains("pg_dump"), "{}", said(&refused));
            continue;
        }
        let id = place.organisation();
        let made = place.karvon("backup b.db").success();
        assert!(said(&made).contains("secret.key"), "{}", said(&made));
        place.karvon("backup b.db").code(2);
        let other = Desk::new(&[("karvon.toml", "[storage]\ndata = \"data\"\n")]);
        std::fs::copy(place.desk.path("b.db"), other.path("b.db")).unwrap();
        other.karvon("restore b.db").success();
        let add = format!("user create hr@mills.example --organisation {id} --role hr");
        let refused = other.karvon(&add).code(2);
        assert!(said(&refused).contains("key file"), "{}", said(&refused));
        std::fs::copy(place.desk.path("data/secret.key"), other.path("data/secret.key")).unwrap();
        other.karvon(&add).success();
    }
}

#[test]
fn an_assessment_is_verified_by_itself_and_by_making_it_again() {
    let desk = Desk::new(&[]);
    let data = fixture("small").display().to_string();
    desk.karvon(&format!("assess {data} --as-of 2026-06-30 --worlds 256 --plan find --budget 5 --out out"));
    let verified = desk.karvon("verify out/assessment.json").success();
    let output = String::from_utf8(verified.get_output().stdout.clone()).unwrap();
    assert_eq!((value(&output, "hash"), value(&output, "ruleset")), (Some("valid".into()), Some("same".into())));
    assert_eq!(value(&output, "result"), None);
    let verified = desk.karvon(&format!("verify out/assessment.json {data}")).success();
    let output = String::from_utf8(verified.get_output().stdout.clone()).unwrap();
    assert_eq!((value(&output, "inputs"), value(&output, "result")), (Some("same".into()), Some("same".into())));
    let verified = desk.karvon(&format!("verify out/report.pdf {data} --json")).success();
    let output: Value = serde_json::from_slice(&verified.get_output().stdout).unwrap();
    for name in ["ruleset", "engine", "inputs", "result", "report"] {
        assert_eq!(output[name], "same", "{output}");
    }
}

#[test]
fn a_changed_assessment_and_other_data_show() {
    let desk = Desk::new(&[]);
    let data = fixture("small").display().to_string();
    desk.karvon(&format!("assess {data} --as-of 2026-06-30 --worlds 256 --out out"));
    let other = fixture("demo").display().to_string();
    let differs = desk.karvon(&format!("verify out/assessment.json {other}"));
    assert_ne!(differs.get_output().status.code(), Some(0));
    let text = desk.text("out/assessment.json");
    let changed = text.replacen("\"country\":\"UZB\"", "\"country\":\"UKR\"", 1);
    assert_ne!(changed, text);
    desk.put("out/assessment.json", changed.as_bytes());
    let verified = desk.karvon("verify out/assessment.json").code(1);
    let output = String::from_utf8(verified.get_output().stdout.clone()).unwrap();
    assert_eq!(value(&output, "hash"), Some("changed".into()));
    desk.put("x.json", b"{}");
    desk.karvon("verify x.json").code(1);
    desk.karvon("verify none.json").code(2);
    desk.karvon("verify").code(2);
}

/// The log of an organisation, as it is exported.
fn exported(place: &Place, id: &str) -> String {
    place.look(async |database| {
        let keys = KeyRing::look(database.reader(), &place.key_file()).await.unwrap().unwrap();
        audit::export(database.reader(), id.parse().unwrap(), Some(&keys)).await.unwrap()
    })
}

#[test]
fn the_log_of_what_commands_did_is_verified_and_a_change_or_a_cut_shows() {
    for place in places() {
        let id = place.organisation();
        place.karvon(&format!("user create hr@mills.example --organisation {id} --role hr")).success();
        place.karvon(&format!("key create loader --organisation {id} --role compliance")).success();
        let text = exported(&place, &id);
        place.desk.put("log.jsonl", text.as_bytes());
        let verified = place.karvon("verify log log.jsonl").success();
        let output = String::from_utf8(verified.get_output().stdout.clone()).unwrap();
        // The organisation, the person, the first link, the key.
        assert_eq!(value(&output, "entries"), Some("4".into()), "{output}");
        assert_eq!(value(&output, "signature"), Some("valid".into()));
        let (hash, public_key) = (value(&output, "last_hash").unwrap(), value(&output, "public_key").unwrap());
        place.karvon(&format!("verify log log.jsonl --head 4:{hash} --public-key {public_key}")).success();
        place.karvon(&format!("verify log log.jsonl --head 5:{hash}")).code(1);
        place.karvon(&format!("verify log log.jsonl --public-key {}", "0".repeat(64))).code(1);
        place.desk.put("changed.jsonl", text.replacen("loader", "reader", 1).as_bytes());
        let refused = place.karvon("verify log changed.jsonl").code(1);
        assert!(said(&refused).contains("details of entry 4"), "{}", said(&refused));
        let cut: Vec<&str> = text.lines().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| line).collect();
        place.desk.put("cut.jsonl", cut.join("\n").as_bytes());
        let refused = place.karvon("verify log cut.jsonl").code(1);
        assert!(said(&refused).contains("cut off"), "{}", said(&refused));
    }
}

/// What a service of a place answers to a request with a key.
fn served(place: &Place, path: &str, key: &str) -> String {
    let mut serving = std::process::Command::new(env!("CARGO_BIN_EXE_karvon"))
        .arg("serve")
        .current_dir(place.desk.path("."))
        .env("KARVON_SERVER__BIND", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("url: http://").unwrap().trim_end_matches('/').to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    let head = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    serving.kill().unwrap();
    serving.wait().unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 200 "), "{head}");
    body.to_owned()
}

#[test]
fn the_log_that_the_service_gives_out_is_one_that_can_be_verified() {
    for place in places() {
        let id = place.organisation();
        let key = place.value(&format!("key create reader --organisation {id} --role auditor --read-only"), "key");
        let text = served(&place, "/api/v1/audit_log?format=jsonl", &key);
        place.desk.put("log.jsonl", text.as_bytes());
        let output = place.karvon("verify log log.jsonl").success().get_output().stdout.clone();
        let output = String::from_utf8(output).unwrap();
        // The organisation and the key.
        assert_eq!(value(&output, "entries"), Some("2".into()), "{output}");
        assert_eq!(value(&output, "signature"), Some("valid".into()), "{output}");
        let hash = value(&output, "last_hash").unwrap();
        place.karvon(&format!("verify log log.jsonl --head 2:{hash}")).success();
        place.karvon(&format!("verify log log.jsonl --head 1:{hash}")).code(1);
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        place.karvon(&format!("verify log log.jsonl --head 1:{}", first["hash"].as_str().unwrap())).success();
    }
}

#[test]
fn a_log_that_is_none_is_told() {
    let desk = Desk::new(&[("log.jsonl", "{\"seq\":1}\n"), ("empty.jsonl", "")]);
    let refused = desk.karvon("verify log log.jsonl").code(1);
    assert!(said(&refused).contains("line 1"), "{}", said(&refused));
    desk.karvon("verify log none.jsonl").code(2);
    desk.karvon("verify log empty.jsonl").success();
    desk.karvon(&format!("verify log empty.jsonl --head 3:{}", "a".repeat(64))).code(1);
}
