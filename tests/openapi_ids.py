"""Writes settings for schemathesis that name things which exist, so that made-up requests reach them."""

import json
import os
import sys
import urllib.error
import urllib.request

BASE = sys.argv[1]
# Where the id of each path parameter is found: the list and the field.
WHERE = {
    "party_id": ("/parties", "party_id"),
    "link_id": ("/links", "link_id"),
    "cohort_id": ("/recruitment", "cohort_id"),
    "evidence_id": ("/evidence", "evidence_id"),
    "assessment_id": ("/assessments", "assessment_id"),
    "match_id": ("/matches", "match_id"),
    "list_id": ("/lists", "list_id"),
    "ruleset_id": ("/rulesets", "ruleset_id"),
    "user_id": ("/users", "user_id"),
    "key_id": ("/keys", "key_id"),
    "upload_id": ("/uploads", "upload_id"),
    "report_id": ("/reports", "report_id"),
    "questionnaire_id": ("/questionnaires", "questionnaire_id"),
    "screening_id": ("/screenings", "screening_id"),
    "measure_id": ("/measures", "measure_id"),
}


def first(address: str, field: str) -> str | None:
    """The id of the first item of a list, or nothing where the caller may not read it or it is empty."""
    request = urllib.request.Request(f"{BASE}{address}?limit=1", headers={"Authorization": f"Bearer {os.environ['KARVON_KEY']}"})
    try:
        with urllib.request.urlopen(request) as answer:
            items = json.load(answer)["items"]
    except urllib.error.HTTPError as error:
        if error.code != 403:
            raise
        return None
    return items[0].get(field) if items else None


print("[parameters]")
for name, (address, field) in WHERE.items():
    value = first(address, field)
    if value is not None:
        print(f'"path.{name}" = {json.dumps(value)}')
