//! Events of a job, as a browser gets them from a running service.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use super::place::places;
use super::service::{Company, Serving};

#[test]
fn the_first_event_of_a_job_comes_within_a_second_though_compression_is_asked_for() {
    for place in places() {
        let serving = Serving::start(&place);
        let company = Company::with_small(&place, &serving);
        let door = serving.door(&company.compliance);
        // Enough worlds that the job is at work for longer than the test looks.
        let wanted = json!({"as_of": "2026-06-30", "worlds": 4_194_304});
        let job = door.post("/assessments", &wanted).unwrap().id(202, "job_id").unwrap();
        let mut stream = TcpStream::connect(serving.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        let (host, key) = (serving.address(), &company.compliance);
        let head = format!("GET /api/v1/jobs/{job}/events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n");
        let asked = Instant::now();
        write!(stream, "{head}Accept-Encoding: gzip, br\r\n\r\n").unwrap();
        let (mut told, mut piece) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&told).contains("\ndata: {") {
            let read = stream.read(&mut piece).unwrap();
            assert!(read > 0, "the stream ended: {}", String::from_utf8_lossy(&told));
            told.extend_from_slice(&piece[..read]);
        }
        let told = String::from_utf8_lossy(&told);
        assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
        assert!(told.contains("event: progress") && !told.contains("event: end"), "{told}");
        door.post(&format!("/jobs/{job}/cancel"), &json!({})).unwrap().json(200).unwrap();
    }
}
