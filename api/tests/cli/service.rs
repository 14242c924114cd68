//! A running service as a process of its own, which may be killed and started again, and an organisation that works with it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use karvon::db::entities::jobs;
use karvon::db::{OrganisationId, now};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::place::Place;
use crate::support::fixture;

/// How long something may take before a test gives up on it.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something is there.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "{what} does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A running service.
pub(crate) struct Serving {
    child: Child,
    address: String,
}

/// An organisation with keys.
pub(crate) struct Company {
    id: String,
    pub(crate) compliance: String,
    auditor: String,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) bytes: Vec<u8>,
}

/// What is sent along: its media type and content.
pub(crate) type Sent<'a> = (&'a str, Vec<u8>);

/// Where a service is, and with which key it is asked. It may be killed at any moment.
#[derive(Clone, Copy)]
pub(crate) struct Door<'a> {
    address: &'a str,
    key: &'a str,
}

impl Door<'_> {
    /// Asks; an error means that no whole answer came.
    pub(crate) fn ask(self, method: &str, path: &str, sent: Option<Sent<'_>>) -> io::Result<Answer> {
        let Self { address, key } = self;
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let about = sent
            .as_ref()
            .map(|(media_type, bytes)| format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", bytes.len()));
        let about = about.unwrap_or_default();
        let head = format!("{method} /api/v1{path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n");
        let mut request = format!("{head}{about}\r\n").into_bytes();
        request.extend(sent.map(|(_, bytes)| bytes).unwrap_or_default());
        stream.write_all(&request)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        whole(&answer).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }

    pub(crate) fn get(self, path: &str) -> io::Result<Value> {
        self.ask("GET", path, None)?.json(200)
    }

    pub(crate) fn post(self, path: &str, body: &Value) -> io::Result<Answer> {
        self.ask("POST", path, Some(("application/json", body.to_string().into_bytes())))
    }

    /// Sends text files for an upload.
    pub(crate) fn upload(self, files: &[(&str, String)]) -> io::Result<Answer> {
        let part = |(name, text): &(&str, String)| {
            let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
            format!("--b\r\n{head}\r\n\r\n{text}\r\n")
        };
        let parts = files.iter().map(part).collect::<Vec<String>>().concat();
        let body = format!("{parts}--b--\r\n").into_bytes();
        self.ask("POST", "/uploads", Some(("multipart/form-data; boundary=b", body)))
    }

    /// Waits until the state of something is none of some; gives the thing.
    pub(crate) fn settled(self, path: &str, passing: &[&str]) -> io::Result<Value> {
        loop {
            let found = self.get(path)?;
            if !passing.contains(&found["state"].as_str().unwrap()) {
                return Ok(found);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// An answer that is whole.
fn whole(bytes: &[u8]) -> Option<Answer> {
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..at]).ok()?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse::<usize>().ok() } else { None }
    });
    let bytes = bytes[at + 4..].to_vec();
    length.is_none_or(|length| length == bytes.len()).then_some(Answer { status, bytes })
}

impl Answer {
    /// What it holds, where its status is the wanted one.
    pub(crate) fn json(&self, status: u16) -> io::Result<Value> {
        if self.status == status {
            return serde_json::from_slice(&self.bytes).map_err(io::Error::other);
        }
        Err(io::Error::other(format!("{}: {}", self.status, String::from_utf8_lossy(&self.bytes))))
    }

    /// The id in it, where its status is the wanted one.
    pub(crate) fn id(&self, status: u16, name: &str) -> io::Result<String> {
        Ok(self.json(status)?[name].as_str().unwrap().to_owned())
    }
}

impl Serving {
    pub(crate) fn start(place: &Place) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_karvon"))
            .arg("serve")
            .current_dir(place.desk.path("."))
            .env("KARVON_SERVER__BIND", "127.0.0.1:0")
            .env("KARVON_LIMITS__REQUESTS_PER_MINUTE", "1000000")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("url: http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    /// Where it listens: host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn door<'a>(&'a self, key: &'a str) -> Door<'a> {
        Door { address: &self.address, key }
    }

    /// Begins what a user does step by step, kills the service at a moment, and starts it again.
    pub(crate) fn kill_during(
        &mut self,
        place: &Place,
        key: &str,
        moment: Duration,
        steps: impl FnOnce(Door<'_>) -> io::Result<()> + Send,
    ) {
        let address = self.address.clone();
        std::thread::scope(|scope| {
            // It ends with an error where the service was killed before the last answer.
            scope.spawn(|| steps(Door { address: &address, key }));
            std::thread::sleep(moment);
            self.kill();
        });
        let_leases_run_out(place);
        *self = Self::start(place);
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Both fail where it was killed already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// As if the workers had been killed long ago: a lease lasts half a minute, which is too long for a test to wait.
pub(crate) fn let_leases_run_out(place: &Place) {
    place.look(async |database| {
        jobs::Entity::update_many()
            .col_expr(jobs::Column::LeaseUntil, Expr::value(now() - TimeDelta::seconds(1)))
            .filter(jobs::Column::State.eq("running"))
            .exec(database.writer())
            .await
            .unwrap();
    });
}

impl Company {
    pub(crate) fn new(place: &Place) -> Self {
        let id = place.organisation();
        let key = |role: &str| place.value(&format!("key create k --organisation {id} --role {role}"), "key");
        let (compliance, auditor) = (key("compliance"), key("auditor"));
        Self { id, compliance, auditor }
    }

    /// An organisation that has the rows of the small fixture.
    pub(crate) fn with_small(place: &Place, serving: &Serving) -> Self {
        let company = Self::new(place);
        let door = serving.door(&company.compliance);
        let names = ["suppliers.csv", "links.csv", "answers.csv", "recruitment.csv", "rates.csv"];
        let read = |name: &'static str| (name, std::fs::read_to_string(fixture("small").join(name)).unwrap());
        let id = door.upload(&names.map(read)).unwrap().id(202, "upload_id").unwrap();
        let upload = door.settled(&format!("/uploads/{id}"), &["checking"]).unwrap();
        assert_eq!(upload["state"], "checked", "{upload}");
        door.post(&format!("/uploads/{id}/commit"), &json!({"rows": "good"})).unwrap().json(200).unwrap();
        company.jobs(place);
        company
    }

    /// All its jobs, once none waits or runs. Each was done, once for each thing that was asked for.
    pub(crate) fn jobs(&self, place: &Place) -> Vec<jobs::Model> {
        let id: OrganisationId = self.id.parse().unwrap();
        let jobs = until("the end of all jobs", || {
            let all = place.look(async |database| {
                let own = jobs::Entity::find().filter(jobs::Column::OrganisationId.eq(id));
                own.all(database.reader()).await.unwrap()
            });
            all.iter().all(|job| job.finished_at.is_some()).then_some(all)
        });
        for job in &jobs {
            assert_eq!(job.state, "done", "{job:?}");
            let same = jobs.iter().filter(|other| (&other.kind, other.object_id) == (&job.kind, job.object_id));
            assert_eq!(same.count(), 1, "{job:?}");
        }
        jobs
    }

    /// How many entries of its log are about something, with an action.
    pub(crate) fn entries(&self, serving: &Serving, action: &str, object: &str) -> Value {
        let path = format!("/audit_log?action={action}&object={object}");
        serving.door(&self.auditor).get(&path).unwrap()["total"].clone()
    }

    /// The exported chain of its log holds.
    pub(crate) fn log_holds(&self, place: &Place, serving: &Serving) {
        let log = serving.door(&self.auditor).ask("GET", "/audit_log?format=jsonl", None).unwrap();
        assert_eq!(log.status, 200);
        place.desk.put("log.jsonl", &log.bytes);
        place.karvon("verify log log.jsonl").success();
    }
}
