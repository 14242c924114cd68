"""What `tests/load` measures on one database: load.py sqlite|postgres KARVON FOLDER SUPPLIERS."""

import io
import json
import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

DATABASE, KARVON, FOLDER, SUPPLIERS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
LINKS = 3 * SUPPLIERS
CHUNK = 500


def network():
    """Suppliers in tiers and links between them, as the bytes of two files; seeded."""
    dice = random.Random(7)
    countries = ["UZ", "KZ", "TR", "BD", "IN", "VN", "PL", "DE"]
    suppliers = io.StringIO()
    suppliers.write("supplier_id,name,country,kind,sector,products,workers\n")
    for number in range(SUPPLIERS):
        country = countries[dice.randrange(len(countries))]
        suppliers.write(f"s{number},Invented Works {number},{country},facility,1410,610910,{20 + dice.randrange(900)}\n")
    links = io.StringIO()
    links.write("supplier_id,buyer_id,kind,status\n")
    # Suppliers have higher numbers than those they supply, so that nothing goes round.
    pairs = {(number, dice.randrange(number)) for number in range(1, SUPPLIERS)}
    while len(pairs) < LINKS:
        supplier = 1 + dice.randrange(SUPPLIERS - 1)
        pairs.add((supplier, dice.randrange(supplier)))
    for supplier, buyer in sorted(pairs):
        links.write(f"s{supplier},s{buyer},goods,verified\n")
    return suppliers.getvalue().encode(), links.getvalue().encode()


def run(*words, env=None):
    return subprocess.run([KARVON, *words], cwd=FOLDER, check=True, capture_output=True, text=True, env=env).stdout


def stated(text, name):
    return re.search(rf"^{name}: (.*)$", text, re.M)[1]


class Service:
    """A service on a database of its own."""

    def __init__(self):
        os.makedirs(FOLDER)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        settings = f'[server]\nbind = "127.0.0.1:{self.port}"\npublic_url = "{self.root}"\n'
        settings += "[limits]\nrequests_per_minute = 100000000\nrows = 2000000\n"
        self.url = None
        self.file = f"{FOLDER}/load.db"
        if DATABASE == "postgres":
            name = f"load_{uuid.uuid4().hex}"
            server = os.environ["KARVON_TEST_POSTGRES"]
            subprocess.run(["psql", "-q", server, "-c", f"CREATE DATABASE {name}"], check=True)
            self.url = server.replace("/postgres?", f"/{name}?")
            with open(f"{FOLDER}/secret.key", "w", encoding="ascii") as key:
                key.write("ab" * 32)
            os.chmod(f"{FOLDER}/secret.key", 0o600)
            settings += f'[database]\nurl = "{self.url}"\n[secrets]\nkey_file = "{FOLDER}/secret.key"\n'
        else:
            settings += f'[database]\nurl = "sqlite://{self.file}?mode=rwc"\n'
        with open(f"{FOLDER}/karvon.toml", "w", encoding="utf-8") as file:
            file.write(settings)
        if self.url:
            run("migrate", "up")
        organisation = stated(run("organisation", "create", "Load"), "organisation_id")
        self.key = stated(run("key", "create", "load", "--organisation", organisation, "--role", "compliance"), "key")
        with open(f"{FOLDER}/log", "wb") as log:
            self.process = subprocess.Popen([KARVON, "serve"], cwd=FOLDER, stdout=log, stderr=log)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.root}/ready")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise SystemExit("the service does not start")

    def ask(self, method, path, body=None, kind="application/json", headers=()):
        request = urllib.request.Request(f"{self.root}/api/v1{path}", data=body, method=method, headers=dict(headers))
        request.add_header("Authorization", f"Bearer {self.key}")
        if body is not None:
            request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request) as answer:
            return answer.read(), answer.headers

    def wait(self, job):
        while True:
            seen = json.loads(self.ask("GET", f"/jobs/{job}")[0])
            if seen["state"] in ("done", "failed", "cancelled"):
                assert seen["state"] == "done", seen
                return
            time.sleep(0.05)

    def peak(self):
        """Largest resident memory of the service so far, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def form(files):
    edge = uuid.uuid4().hex.encode()
    body = b""
    for name, content in files:
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body += b"--" + edge + b"\r\n" + head + content + b"\r\n"
    return body + b"--" + edge + b"--\r\n", f"multipart/form-data; boundary={edge.decode()}"


def floor(service, rows):
    """Seconds that the database itself takes for rows of the same columns and sizes, with the same indexes, in one transaction."""
    if DATABASE == "postgres":
        tables = run_sql(service, "SELECT 'CREATE TABLE floor_' || t || ' (LIKE ' || t || ' INCLUDING ALL)' "
                                  "FROM unnest(ARRAY['parties','links']) t")
        run_sql(service, ";".join(tables.splitlines()))
        for table in ("parties", "links"):
            run_sql(service, f"\\copy (SELECT * FROM {table}) TO '{FOLDER}/{table}.rows'")
        begun = time.perf_counter()
        copies = [f"\\copy floor_{table} FROM '{FOLDER}/{table}.rows'" for table in ("parties", "links")]
        words = [word for line in ["BEGIN", *copies, "COMMIT"] for word in ("-c", line)]
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", service.url, *words], check=True)
        return time.perf_counter() - begun
    source = sqlite3.connect(f"file:{service.file}?mode=ro", uri=True)
    target = sqlite3.connect(f"{FOLDER}/floor.db", isolation_level=None)
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = NORMAL")
    held = {}
    for table in ("parties", "links"):
        for (made,) in source.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)):
            target.execute(made)
        held[table] = source.execute(f"SELECT * FROM {table}").fetchall()
    assert sum(map(len, held.values())) == rows
    begun = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for table, all_rows in held.items():
        one = "(" + ",".join("?" * len(all_rows[0])) + ")"
        for start in range(0, len(all_rows), CHUNK):
            part = all_rows[start:start + CHUNK]
            values = [value for row in part for value in row]
            target.execute(f"INSERT INTO {table} VALUES " + ",".join([one] * len(part)), values)
    target.execute("COMMIT")
    return time.perf_counter() - begun


def run_sql(service, text):
    return subprocess.run(["psql", "-q", "-At", "-v", "ON_ERROR_STOP=1", service.url, "-c", text], check=True,
                          capture_output=True, text=True).stdout


def reads(service, path):
    """Requests a second and the time that 99 of 100 do not exceed, by wrk: 2 threads, 32 connections, 10 seconds."""
    words = ["wrk", "-t2", "-c32", "-d10s", "--latency", "-H", f"Authorization: Bearer {service.key}", service.root + path]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), re.search(r"99%\s+(\S+)", said)[1]


def main():
    service = Service()
    suppliers, links = network()
    rows = SUPPLIERS + LINKS

    body, kind = form([("suppliers.csv", suppliers), ("links.csv", links)])
    begun = time.perf_counter()
    sent = json.loads(service.ask("POST", "/uploads", body, kind)[0])
    service.wait(sent["job_id"])
    checking = time.perf_counter() - begun
    _, headers = service.ask("GET", f"/uploads/{sent['upload_id']}")
    begun = time.perf_counter()
    commit = json.dumps({"rows": "good"}).encode()
    service.ask("POST", f"/uploads/{sent['upload_id']}/commit", commit, headers=[("If-Match", headers["ETag"])])
    committing = time.perf_counter() - begun
    print(f"{DATABASE}: upload of {rows} rows checked in {checking:.1f} s, committed in {committing:.1f} s, "
          f"memory {service.peak():.0f} MB", flush=True)

    # What the upload set off, a screening, is not part of what follows.
    begun = time.perf_counter()
    while not json.loads(service.ask("GET", "/screenings?limit=1")[0])["total"]:
        time.sleep(0.2)
    print(f"{DATABASE}: screened in {time.perf_counter() - begun:.1f} s", flush=True)
    begun = time.perf_counter()
    made = json.loads(service.ask("POST", "/assessments", b'{"subject": "s0"}')[0])
    service.wait(made["job_id"])
    assessing = time.perf_counter() - begun
    address = f"/assessments/{made['assessment_id']}"
    with open(f"{FOLDER}/inputs.json", "wb") as file:
        file.write(service.ask("GET", f"{address}/inputs")[0])
    as_of = json.loads(service.ask("GET", address)[0])["as_of"]
    paths = ("/health", "/api/v1/parties?limit=50", "/api/v1/links?limit=50", "/api/v1/parties/s7",
             f"/api/v1{address}/parties?sort=-contribution&limit=50")
    for path in paths:
        rate, slow = reads(service, path)
        print(f"{DATABASE}: {rate:.0f} requests/s, 99 % within {slow}: {path.split('?')[0]}", flush=True)
    print(f"{DATABASE}: memory {service.peak():.0f} MB at most")
    service.end()

    begun = time.perf_counter()
    run("assess", "inputs.json", "--subject", "s0", "--as-of", as_of, "--requirements", "none", "--out", "alone")
    alone = time.perf_counter() - begun
    print(f"{DATABASE}: assessment {assessing:.1f} s from request to stored result; the command line with its report "
          f"{alone:.1f} s, {assessing / alone:.1f} times that", flush=True)
    lowest = floor(service, rows)
    print(f"{DATABASE}: the database itself takes {lowest:.2f} s for these rows; committing {committing / lowest:.1f} times "
          f"that, with the check {(checking + committing) / lowest:.1f} times")


main()
