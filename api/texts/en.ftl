## How lines begin
error = error: { $what }
notice = notice: { $what }
internal-error = error: karvon has a defect and stopped; no result was written. Please report it with the words in brackets.

## Stages
stage-read-files = reading files
stage-check-rows = checking rows
stage-assess = assessing
stage-report = writing the report
stage-read-parties = reading parties
stage-read-links = reading links
stage-propagate = computing
stage-write = writing results

## Help
help = Finds forced-labour risk in a supply chain, explains it, and says what to do about it.
help-any-seed = Where all randomness comes from; the same seed gives the same numbers
help-any-worlds = How many possible worlds to draw
help-any-half_width = Draw as many worlds as it takes until the 95 % interval of the chance of being reached is at most this wide to either side
help-any-data = CSV, XLSX or JSON files, or folders of them
help-any-out = Folder that the results go to
help-any-subject = Party that the assessment is about; without it the only one that buys and supplies nobody
help-any-ruleset = A ruleset of the program, or the folder of one of your own
help-any-as_of = Day of the assessment as YYYY-MM-DD; without it today
help-demo = Assess the example inside the program, an invented workwear buyer with suppliers over five tiers; put it into a database, and serve that
help-demo-no_serve = Write the results and the database and stop
help-assess = Assess supplier files: results and a report as PDF, without server or database
help-assess-scope = Only what goes into this product of the subject
help-assess-plan = Also make a plan: `find` says which sites to audit or interview, `fix` what to put right
help-assess-budget = Whole units of cost that the plan may spend, at most 10000
help-assess-language = Language of the report
help-assess-lists = Folder of newer lists, as `karvon lists import` keeps them; without it the lists inside the program
help-assess-what_if = Also say what changes would make different: JSON with `changes`, each a given likelihood, an added answer or the weight of a link
help-compare = Say what changed between two assessments, and through which cause
help-compare-first = The earlier assessment: its output folder, or its `assessment.json`
help-compare-second = The later one
help-compare-out = Also write every change to this file: JSON where it ends in `.json`, else CSV
help-check = Say what is wrong with supplier files, row by row, and write nothing
help-ruleset = Rulesets: what there is, what they say, whether they hold
help-ruleset-list = Name the rulesets of the program
help-ruleset-show = Show everything a ruleset says
help-ruleset-show-language = Language of its texts, as a tag such as `ru` or `kk`
help-ruleset-check = Run the reference profiles and cases of a ruleset and look for odd things
help-lists = Published lists: how old they are, what they lack, and newer versions of them
help-lists-status = Say of every list its edition, age and completeness, and which are stale
help-lists-status-lists = Folder of newer lists; without it the lists inside the program
help-lists-status-as_of = Day on which age is counted as YYYY-MM-DD; without it today
help-lists-import = Keep a newer version of a list from a CSV file, and say what it changes; no older version is touched
help-lists-import-file = CSV file with the columns of the list
help-lists-import-lists = Folder that keeps the versions; name it to `assess` with --lists
help-lists-import-list = Which list it is, where the name of the file does not say
help-lists-import-as_of = Day that the list speaks of as YYYY-MM-DD, where no column says
help-lists-import-edition = Edition in words
help-lists-import-complete = The file holds all that its source lists
help-propagate = The bare engine: likelihoods and links in, what reaches each party out
help-propagate-parties = CSV or Parquet file with `id` and one column of likelihoods (0 to 1) for each channel
help-propagate-links = CSV or Parquet file with `supplier`, `buyer` and `weight` (0 to 1)
help-propagate-out = CSV or Parquet file to write: `id` and one column for each channel
help-propagate-metric = What to compute; the weights of `exposure` are shares of the buyer's input
help-propagate-subject = Give what each party contributes to this one
help-propagate-set = Change a likelihood (`id:channel=value`) or a weight (`supplier>buyer=weight`, 0 takes the link away) and say what that makes different; may be repeated

help-any-config = File with settings; without it `karvon.toml` in this folder, if it is there
help-serve = Serve the API until told to end

help-any-json = Print one JSON object instead of lines
help-any-organisation = Id of the organisation
help-any-role = compliance, auditor, hr or admin
help-migrate = The schema of the database
help-migrate-up = Run the migrations that are missing; an empty database gets all tables
help-migrate-down = Take migrations back, with everything that their tables hold
help-migrate-down-steps = How many
help-migrate-status = Name the migrations and whether they have run
help-organisation = Organisations, each of which sees nothing of the others
help-organisation-create = Make an organisation
help-organisation-create-name = Name, as it stands in reports
help-organisation-create-time_zone = Time zone that says which day it is, such as `Asia/Tashkent`
help-organisation-create-currency = Currency that amounts are shown in
help-user = People who sign in
help-user-create = Make somebody a member of an organisation; without a password with a link that signs in once
help-user-create-email = Address that the person signs in with
help-user-create-until = Last day of the access
help-user-create-password_stdin = Read the password from standard input
help-user-login-link = A link that signs somebody in once, within 15 minutes
help-user-login-link-email = Address of the account
help-user-reset-second-factor = Take the second factor from somebody who lost the app, and sign all their browsers out
help-user-reset-second-factor-email = Address of the account
help-key = Keys of machines
help-key-create = Make a key; it is shown once
help-key-create-name = What it is for
help-key-create-read_only = It may only read
help-key-create-days = Days until it ends, at most 366
help-verify = Whether an assessment, a report or an export of the audit log is what it says it is
help-verify-file = An `assessment.json` or a `report.pdf`
help-verify-data = The files it was made from: it is made again and compared
help-verify-log = Check an export of the audit log
help-verify-log-export = The log as JSON lines
help-verify-log-head = Number and hash of an entry that is known from elsewhere, such as a report: it must be in the log
help-verify-log-public_key = Key that the head must be signed with
help-backup = Write a SQLite database into one file while it is in use
help-backup-file = The new file
help-restore = Put a backup in the place of the database; what was there is kept under another name
help-restore-file = The backup
help-doctor = Whether a service could run here: settings, database, key, lists, provider, whether PostgreSQL keeps organisations apart, disk

## verify
verify-nothing = name an `assessment.json`, a `report.pdf`, or `log` and an export
verify-head = entry { $seq } is not in the log with that hash: the log was cut off or replaced
verify-key = the head of the log is not signed with that key

## user
user-no-second-factor = `{ $email }` has no second factor
user-stdin = the password cannot be read from standard input: { $why }

## backup
backup-key = the backup does not hold the key; keep a copy of { $key } apart from it

## doctor
doctor-bad = not well: { $what }
doctor-settings = read; the service is reached at { $url }
doctor-no-database = { $file } is not there yet; the first start makes it
doctor-database = { $kind }, schema as it should be
doctor-empty = { $kind }, empty; the first start makes the tables
doctor-apart = PostgreSQL itself keeps organisations apart
doctor-not-apart = only the program keeps organisations apart: the role of `database.url` passes by row-level security; make it one that is no superuser and owns the database
doctor-no-lists = those of the program
doctor-list = { $list } of { $day }
doctor-list-stale = { $list } of { $day } is stale
doctor-lists = { $brought }; of the program: { $old }
doctor-provider = { $issuer } answers; it must send people back to { $back }
doctor-disk = { $free } GiB free at { $folder }

## serve
serve-bind = cannot listen on { $bind }: { $why }; choose another `server.bind`

## propagate
more-faults = and { $count } more of the same kind or others
propagate-nothing-written = { $count ->
    [one] one fault; nothing was written
   *[other] { $count } faults; nothing was written
}
propagate-text-column = column `{ $column }` of the parties does not begin with a number; it is taken for text and not read
propagate-other-column = column `{ $column }` of the links is not read; only `supplier`, `buyer` and `weight` are
propagate-done = { $out }: { $parties ->
    [one] one party
   *[other] { $parties } parties
}, { $links ->
    [one] one link
   *[other] { $links } links
}, { $channels ->
    [one] one channel
   *[other] { $channels } channels
}
propagate-worlds = { $worlds } worlds, seed { $seed }
propagate-expected = { $channel }: { $sum } sources are expected to reach { $subject }
propagate-changed = { $count ->
    [0] The changes make nothing different
    [one] The changes make one value different:
   *[other] The changes make { $count } values different; those that move most:
}
propagate-changed-value = {"  "}{ $id }, { $channel }: { $before } becomes { $after } ({ $change })
propagate-changed-more = {"  "}and { $count } more
propagate-changed-sum = {"  "}sum of { $channel }: { $before } becomes { $after } ({ $change })
propagate-exposed = { $channel }: { $sum } of the input of { $subject } is exposed

## Findings
finding-error = error: { $place }: { $message }; { $fix }
finding-warning = warning: { $place }: { $message }; { $fix }
finding-notice = notice: { $place }: { $message }; { $fix }
finding-error-general = error: { $message }; { $fix }
finding-warning-general = warning: { $message }; { $fix }
finding-notice-general = notice: { $message }; { $fix }
findings-tally = { $errors ->
    [one] one error
   *[other] { $errors } errors
}, { $warnings ->
    [one] one warning
   *[other] { $warnings } warnings
}, { $notices ->
    [one] one notice
   *[other] { $notices } notices
}
place-sheet = sheet { $sheet }
place-row = row { $row }
place-column = column { $column }
check-table = { $table }: { $rows ->
    [one] one row
   *[other] { $rows } rows
} read, { $used } used, { $left } left out

## demo
demo-no-port = every port from { $first } to { $last } is in use; end one of the programs that have them
demo-path = `{ $path }` cannot be written into settings, since it is no UTF-8; choose another place with --out
demo-other = `{ $file }` holds no demo, or no longer one; choose another place with --out
demo-settings = Settings of the demo, for other commands as --config. Every run of `karvon demo` writes them anew.
demo-start = Serve it with: karvon serve --config { $config }
demo-serving = Serving { $url } until you press Ctrl-C. Each link signs in once, within a day; its token, after the #, goes to POST /api/v1/session.

## assess and demo
overview-subject = Assessment of { $name } ({ $id })
overview-no-subject = Assessment of { $parties ->
    [one] one party
   *[other] { $parties } parties
}; no single one buys and supplies nobody, so that nothing is summed up behind a subject (name one with --subject)
overview-scope = Product: { $product }
overview-made-from = As of { $date }, ruleset { $ruleset } { $version }: { $parties } parties, { $links } links, { $evidence } pieces of evidence, { $cohorts } recruitment cohorts
overview-expected = { $expected } places with a forced-labour pattern are to be expected behind it ({ $low } to { $high }): { $background } before anyone looks ({ $places } places not examined), evidence adds { $raised } and takes off { $lowered }. Over verified links alone: { $verified }
overview-exposed = Part of its input that is exposed: { $share }
overview-exposed-range = Part of its input that is exposed: { $low } to { $high }, the upper end with all that nobody disclosed
overview-nothing-upstream = NOT KNOWN: what lies upstream of { $parties ->
    [one] one supplier
   *[other] { $parties } suppliers
}; a chain that is not in the data is not in the numbers
overview-no-recruitment = NOT KNOWN: how workers were recruited; there are no recruitment rows, so that debts and fees of workers are not seen
overview-no-answers = NOT KNOWN: what happens at any of these places; there are no answers, so that every likelihood is inherent, from country, sector and workforce alone
overview-first = Look here first:
overview-row = { $place }. { $id } { $name }, { $country }: { $band }, likelihood { $likelihood } ({ $low } to { $high }){ $share }
overview-share = , { $share } of the expected places
overview-not-scored = not scored, could be { $band }
overview-findings = In the files: { $tally }; see { $file }
overview-report = The report: { $file } (all results: { $out })
plan-find = Where to look with { $budget } units: these visits cost { $cost } and are expected to find { $objective } of the places whose risk reaches the subject
plan-fix = What to put right with { $budget } units: these measures cost { $cost } and take { $objective } off the places to be expected
plan-above-budget = That is more than the budget: severe harm that is hard to put right is not left waiting for money
plan-expected = Places to be expected: from { $from } to { $to }, once the measures have been shown to work
plan-reach = Chance that at least one reaches the subject: from { $from } to { $to } (simulation { $low } to { $high })
plan-next-unit = One more unit would add { $more }
plan-next-unit-nothing = One more unit would add nothing
plan-row = { $place }. { $id } { $name }: { $severe }{ $action } (cost { $cost }, brings { $value }, { $likelihood })
plan-severe = FIRST, severe harm:{" "}
plan-likelihood = likelihood { $from }
plan-likelihood-falls = likelihood { $from } to { $to }
plan-recruiters = At recruiters, each for itself and outside the budget (what they bring shows at their employers and may overlap):
plan-more = and { $steps ->
    [one] one more step
   *[other] { $steps } more steps
} in the file
plan-exit = {"    "}Labour imposed by the state leaves the site no say. Others that supply the same: { $substitutes }. Hurt by leaving: { $workers }
plan-no-substitute = none known
plan-workers = { $workers } workers, as far as known
plan-workers-few = fewer than five workers
plan-workers-unknown = the number of workers is not known
plan-taken-together = At { $parties ->
    [one] one party
   *[other] { $parties } parties
} so many measures apply that those of one indicator were looked at together only
plan-file = The plan: { $file }
assess-rows-missing = { $rows ->
    [one] One row is missing in these results: it could not be read
   *[other] { $rows } rows are missing in these results: they could not be read
}; put them right and assess again
assess-part-unread = A part of the files is missing in these results ({ $errors ->
    [one] one error
   *[other] { $errors } errors
}); put it right and assess again
what-if-title = With the changes asked about:
what-if-expected = {"  "}places to be expected: { $from } becomes { $to } ({ $change })
what-if-reach = {"  "}chance that at least one reaches the subject: { $from } becomes { $to }
what-if-parties = {"  "}{ $count ->
    [0] no party has other numbers
    [one] one party has other numbers:
   *[other] { $count } parties have other numbers; those that move most:
}
what-if-row = {"  "}{ $id } { $name }: { $bands }, likelihood { $from } becomes { $to }{ $contribution }
what-if-from-to = { $from } becomes { $to }
what-if-contribution = , { $change } of the expected places
what-if-file = {"  "}all of it: { $file }

## compare
compare-sides = From { $from } to { $to }
compare-side = { $date } ({ $ruleset } { $version }, karvon { $engine })
compare-absent = not there
compare-number = { $number }: { $from } becomes { $to }
compare-parties = { $count ->
    [0] No party changed
    [one] One party changed:
   *[other] { $count } parties changed; those that moved most:
}
compare-party = { $id } { $name }: { $band_from } becomes { $band_to }, likelihood { $from } becomes { $to }{ $contribution }
compare-contribution = , { $change } of the expected places
compare-causes = {"    "}{ $parts }
compare-part = { $cause } { $change }
compare-data = data
compare-evidence = evidence
compare-lists = lists
compare-ruleset = ruleset
compare-engine = engine
compare-more = and { $count } more

overview-undecided = WAIT FOR A DECISION: { $parties ->
    [0] no party
    [one] one party
   *[other] { $parties } parties
} may stand on a list, { $duplicates ->
    [0] no pair
    [one] one pair
   *[other] { $duplicates } pairs
} of parties may be one; see { $file }
overview-not-screened = NOT KNOWN: whether a party stands on a list; the ruleset does not say how names are screened
overview-list-missing = NOT KNOWN: who stands on `{ $list }`; the list was not at hand
overview-list-stale = STALE: the list `{ $list }` is of { $date }, and what was listed since is not in it (see `karvon lists import`)
overview-list-undated = STALE: the list `{ $list }` is of an age that is not known

## lists
lists-row = { $id }: { $title }; { $edition }; { $day }; { $rows }; { $completeness }; SHA-256 { $hash }…
lists-day = as of { $date }, { $days ->
    [one] one day old
   *[other] { $days } days old
}
lists-day-later = as of { $date }, which is later
lists-no-day = no day stated
lists-rows = { $rows ->
    [one] one row
   *[other] { $rows } rows
}
lists-names = { $rows ->
    [one] one row
   *[other] { $rows } rows
}, { $names } names to screen
lists-complete = complete
lists-incomplete = INCOMPLETE
lists-stale = {"    "}STALE: older than { $days } days; import a newer one
lists-gaps = {"    "}lacks: { $gaps }
lists-tally = { $lists } lists on { $date }: { $stale } stale, { $incomplete } incomplete
lists-one-file = name one CSV file
lists-ignored = columns that the list does not have are not kept: { $columns }
lists-added = { $count ->
    [one] one row added:
   *[other] { $count } rows added:
}
lists-removed = { $count ->
    [one] one row removed (the file must be the whole list, not additions alone):
   *[other] { $count } rows removed (the file must be the whole list, not additions alone):
}
lists-changed = { $count ->
    [one] one row changed:
   *[other] { $count } rows changed:
}
lists-name = {"    "}{ $name }
lists-more = {"    "}and { $more } more
lists-unchanged = { $count ->
    [one] one row unchanged
   *[other] { $count } rows unchanged
}
lists-kept = { $list } as of { $date } is kept in { $file }; use it with --lists { $folder }
lists-known = { $list } as of { $date } was there already; nothing has changed

## ruleset
ruleset-no-language = `{ $ruleset }` has no texts in `{ $language }`; choose one of { $known }
ruleset-row = { $name } { $version }, { $kind }, in force from { $from }: { $title }
ruleset-warning = warning: { $what }
ruleset-mismatch = mismatch: { $what }
ruleset-mismatch-at = mismatch: `{ $file }`, line { $line }, column { $column }: { $what }; correct the numbers, or the range that is expected
ruleset-checked = { $name } { $version }: { $profiles } reference profiles and { $cases } cases run, { $mismatches ->
    [one] one mismatch
   *[other] { $mismatches } mismatches
}, { $warnings ->
    [one] one warning
   *[other] { $warnings } warnings
}

## Problems that the service answers with
problem-malformed-request-title = The request cannot be read
problem-malformed-request-fix = Correct the places named under `errors`, or the address and body, and send it again
problem-unauthenticated-title = Nobody is signed in
problem-unauthenticated-fix = Send `Authorization: Bearer` with a valid key, or sign in
problem-forbidden-title = Your role does not allow this
problem-forbidden-fix = Ask somebody whose role allows it, or an administrator for the role
problem-csrf-invalid-title = The write is not proven to come from the signed-in page
problem-csrf-invalid-fix = Send the `csrf_token` of the session as `X-CSRF-Token`
problem-same-person-title = Another person must do this
problem-same-person-fix = Let somebody else do it: who did not start the assessment, or another administrator
problem-not-found-title = There is no such thing
problem-not-found-fix = Check the id and the organisation
problem-method-not-allowed-title = The address does not take this method
problem-method-not-allowed-fix = Use one of the methods under `Allow`
problem-state-conflict-title = Its state does not allow this
problem-state-conflict-fix = Read it again and do what its state allows
problem-data-changed-title = The data changed in the meantime
problem-data-changed-fix = Check again on the present data, then decide
problem-later-changes-title = Later changes stand in the way
problem-later-changes-fix = Undo the later changes under `errors` first, or correct the rows by hand
problem-version-stale-title = Somebody changed it first
problem-version-stale-fix = Read it again and send its new `ETag` as `If-Match`
problem-too-large-title = It is larger than what is taken
problem-too-large-fix = Send less at a time
problem-unsupported-type-title = This kind of content is not taken
problem-unsupported-type-fix = Send one of the kinds that the address takes
problem-invalid-title = Something in it is not right
problem-invalid-fix = Correct the places named under `errors` and send it again
problem-idempotency-mismatch-title = The `Idempotency-Key` was used for another request
problem-idempotency-mismatch-fix = Take a new key for a new request
problem-version-required-title = It is not said which version is meant
problem-version-required-fix = Read it and send its `ETag` as `If-Match`
problem-rate-limited-title = Too many requests
problem-rate-limited-fix = Wait for the seconds under `Retry-After`
problem-queue-full-title = Too much work is waiting
problem-queue-full-fix = Try again after the seconds under `Retry-After`
problem-unavailable-title = The service cannot answer now
problem-unavailable-fix = Try again after the seconds under `Retry-After`
problem-internal-title = The service has a defect and could not answer
problem-internal-fix = Report it with the `request_id`
problem-detail-not-found = there is no { $what } `{ $id }` here
problem-list-limit = `{ $name }` is `{ $value }`
problem-list-limit-fix = give a whole number from 1 to { $expected }
problem-list-number = `{ $name }` is `{ $value }`
problem-list-number-fix = give a whole number that is not negative
problem-list-format = there is no export as `{ $value }`
problem-list-format-fix = ask for `csv` or `xlsx`
problem-list-sort = the list cannot be sorted by `{ $value }`
problem-list-sort-fix = use { $expected }, with `-` for the largest first
problem-list-field = the list has no field `{ $name }` to filter by
problem-list-field-fix = use { $expected }, `q`, `limit`, `cursor`, `sort` or `format`
problem-list-value = `{ $value }` is no value of `{ $name }`
problem-list-value-fix = give { $expected }
problem-expected-text = a text
problem-expected-integer = a whole number
problem-expected-number = a number
problem-expected-date = a date such as 2026-03-31
problem-expected-instant = an instant such as 2026-03-31T08:00:00Z
problem-expected-bool = true or false
problem-expected-uuid = an id of the service
problem-list-cursor = the cursor belongs to another list or order
problem-list-cursor-fix = begin without a cursor and follow `next_cursor`
problem-detail-json = the body must be JSON with `Content-Type: application/json`
problem-detail-no-json = the body is no JSON: line { $line }, character { $column }
problem-detail-broken-off = the body broke off
problem-detail-too-large = the body has more than { $bytes } bytes
problem-detail-time = the answer took too long
problem-shape-fix = send what the OpenAPI document describes
problem-check-length = it is too short or too long
problem-check-length-fix = keep to the length in the OpenAPI document
problem-check-range = the number is too small or too large
problem-check-range-fix = keep to the range in the OpenAPI document
problem-check-time-zone = it is no time zone
problem-check-time-zone-fix = write an IANA name such as `Asia/Tashkent`
problem-check-currency = it is no currency
problem-check-currency-fix = write an ISO 4217 code such as `USD`
problem-check-email = it is no e-mail address
problem-check-email-fix = write an address such as `name@company.example`
problem-detail-host = the request names a host that this service does not answer for
problem-detail-read-only = the key may only read
problem-detail-role = the role `{ $role }` may not do this; { $roles } may
problem-detail-scope = the access is limited to some assessments, and this lies outside of them
problem-detail-no-organisation = you are no member of an organisation
problem-detail-which-organisation = you are a member of several organisations; name one in the header `Karvon-Organisation`
problem-detail-key-length = the `Idempotency-Key` has more than { $most } characters
problem-detail-running = the same request is still running; ask again in a moment
problem-query-name = the address takes no `{ $name }`
problem-query-name-fix = leave it out; the OpenAPI document names what the address takes
problem-query-missing = the address does not say `{ $name }`
problem-query-missing-fix = add `?{ $name }=` with its value
problem-detail-query = a value in the address cannot be read; the OpenAPI document says what it takes
problem-form-unknown = there is no field `{ $name }`
problem-form-unknown-fix = use { $expected }
problem-form-value = the value cannot be used
problem-form-value-fix = give { $expected }
problem-form-required = it is missing
problem-form-required-fix = give { $expected }
problem-form-order = the period ends before it begins
problem-form-order-fix = give a last day that is not before the first
problem-no-object = the body is no JSON object
problem-detail-taken = there is a { $what } `{ $id }` already
problem-detail-ended = it has ended already
problem-detail-merged = one of the two has been merged into another party already
problem-detail-withdrawn = it has been withdrawn already
problem-id-fixed = the id cannot be changed
problem-id-fixed-fix = end this one and add another
problem-two-ids = `party_id` and `supplier_id` are two words for one id
problem-two-ids-fix = send one of them
problem-self-merge = a party cannot be merged with itself
problem-self-merge-fix = name two parties
problem-unknown-id = there is no `{ $id }`
problem-unknown-id-fix = add it first, or correct the id
problem-sign-in = it is neither an address with a password nor a login token
problem-sign-in-fix = send `email` and `password`, or `login_token`; with either `code`, where there is a second factor
problem-detail-sign-in = address, password, code or link are not right, or the link was used
problem-code-required = the account has a second factor; a code is needed too
problem-code-required-fix = send the same with `code`, the six digits that the app shows now
problem-code-wrong = the code is not the one that the app shows now, or it was used before
problem-code-wrong-fix = wait for the next code; if it is refused too, set the clock of the device
problem-detail-second-factor-on = there is a second factor already; end it first
problem-detail-second-factor-off = there is no second factor that could be confirmed or ended
problem-detail-second-factor-own = nobody takes their own second factor away without a code; send one to /session/second_factor/end, or ask another administrator
problem-detail-second-factor-elsewhere = the account belongs to other organisations too; whoever runs the service can reset its second factor
problem-detail-no-provider = people sign in here only; the settings name no provider
problem-detail-oidc-not-begun = the answer of the provider belongs to no sign-in that this browser began in the last ten minutes; begin again
problem-detail-oidc-refused = the provider did not sign anybody in; begin again
problem-detail-oidc-disbelieved = what the provider sent cannot be believed; the log of the service says why
problem-detail-oidc-away = the provider cannot be asked now
problem-detail-oidc-second-factor = the account has a second factor, for which the provider cannot be asked; sign in by password or link with a code
problem-detail-oidc-unverified = the provider says no e-mail address that it has verified, and you were not here before
problem-detail-oidc-domain = addresses of this domain do not sign in here; ask an administrator
problem-detail-oidc-other = the account of this address belongs to somebody else at the provider; ask whoever runs the service
problem-detail-person = a key has no second factor; sign in as a person
problem-detail-multipart = the body must be a form with files, `multipart/form-data`
problem-detail-parts = the form has more than { $bytes } parts
problem-detail-files = the form has more than { $bytes } files
problem-detail-last-admin = the organisation would be left without an administrator
problem-detail-no-file = the form holds no file
problem-detail-upload-state = the upload is { $state }, which does not allow this
problem-detail-upload-busy = the upload is being checked; wait until its job has ended
problem-detail-upload-broken = { $count } things in the files keep rows from being used; correct them, or commit with `rows`: `good`
problem-detail-upload-changed = { $count } rows that the upload concerns were changed after its check; check it again with `PATCH` and an empty object
problem-detail-upload-later = { $count } rows were changed, or lean on it, after the commit; change them back first, or correct them with a new upload
problem-upload-row-changed = the row `{ $key }` of { $table } was changed after the check
problem-upload-row-changed-fix = check the upload again and look at what it would change now
problem-upload-row-later = the row `{ $key }` of { $table } was changed, or leans on what would go, after the commit
problem-upload-row-later-fix = change or end this row first
problem-upload-no-file = the form holds no file
problem-upload-no-file-fix = send at least one part `file` with a CSV, XLSX or JSON file
problem-upload-field = the form has a field that means nothing here
problem-upload-field-fix = send `file`, `sender`, `mapping` and `mode`
problem-upload-sender = the sender is too long
problem-upload-sender-fix = write at most 200 letters
problem-upload-mode = the mode is none of the known ones
problem-upload-mode-fix = write `merge` or `snapshot`
problem-upload-mapping = the mapping is no JSON object of headers and fields
problem-upload-mapping-fix = write for example an object with the header `Firma` and the field `name`
problem-upload-unknown-field = no table has this field
problem-upload-unknown-field-fix = name a field of the templates, or nothing to leave the column out
problem-upload-value = the value of a cell is a text, a number, yes or no
problem-upload-value-fix = write one value
problem-upload-corrections = there are more than 10,000 corrections
problem-upload-corrections-fix = correct the file itself and send it again
problem-detail-file-kind = only PDF, JPEG, PNG, XLSX, DOCX, CSV and plain text are taken
problem-fees-list = `fees` is a list of objects, one for each fee category
problem-fee-outside = a fee stands under `fees`
problem-fee-field = a fee has no such field

## The OpenAPI document
api-about = Finds forced-labour risk in a supply chain, explains it, and says what to do about it.
api-key = A key of a machine, `krv_…`
api-session = The cookie of a browser that signed in; writes also need the header `X-CSRF-Token`
api-supplier = The token of a questionnaire link, `krs_…`
api-answer = All is well
api-problem = A problem; `code` is the word to decide by
api-list-parties = The parties of the organisation
api-add-party = Add a party
api-read-party = Read a party
api-history-of-party = Every version of a party, the newest first
api-change-party = Change fields of a party; null takes a field away
api-end-party = End the validity of a party
api-list-links = The links of the organisation
api-add-link = Add a link
api-read-link = Read a link
api-history-of-link = Every version of a link, the newest first
api-change-link = Change fields of a link; null takes a field away
api-end-link = End the validity of a link
api-list-recruitment = The cohorts of the organisation
api-add-cohort = Add a cohort
api-read-cohort = Read a cohort
api-history-of-cohort = Every version of a cohort, the newest first
api-change-cohort = Change fields of a cohort; null takes a field away
api-end-cohort = End the validity of a cohort
api-list-measures = The measures of the organisation
api-add-measure = Add a measure
api-read-measure = Read a measure
api-history-of-measure = Every version of a measure, the newest first
api-change-measure = Change fields of a measure; null takes a field away
api-end-measure = End the validity of a measure
api-list-repayments = The repayments of the organisation
api-add-repayment = Add a repayment
api-read-repayment = Read a repayment
api-history-of-repayment = Every version of a repayment, the newest first
api-change-repayment = Change fields of a repayment; null takes a field away
api-end-repayment = End the validity of a repayment
api-list-grievances = The counts of grievances of the organisation
api-add-grievance-count = Add a count of grievances
api-read-grievance-count = Read a count of grievances
api-history-of-grievance-count = Every version of a count of grievances, the newest first
api-change-grievance-count = Change fields of a count of grievances; null takes a field away
api-end-grievance-count = End the validity of a count of grievances
api-list-contacts = The contacts of the organisation
api-add-contact = Add a contact
api-read-contact = Read a contact
api-history-of-contact = Every version of a contact, the newest first
api-change-contact = Change fields of a contact; null takes a field away
api-end-contact = End the validity of a contact
api-list-evidence = The evidence of the organisation, as far as the role may see it
api-add-piece-of-evidence = Add evidence: an answer with its source and day
api-read-piece-of-evidence = Read a piece of evidence
api-history-of-piece-of-evidence = Every version of a piece of evidence, the newest first
api-withdraw-evidence = Withdraw a piece of evidence, with the reason
api-merge-parties = Take two parties for one; both histories stay
api-split-parties = Take a merge back
api-sign-in = Sign a browser in by password or login link, and by a code where there is a second factor
api-read-session = Who is signed in
api-sign-out = Sign the browser out
api-read-second-factor = Since when a code is asked for at sign-in
api-begin-second-factor = Get a secret for an app that shows codes; it is shown once and asks for nothing until it is confirmed
api-confirm-second-factor = Ask for codes at sign-in from now on; other browsers of the person are signed out
api-end-second-factor = Ask for no more codes
api-begin-oidc-session = Go to the provider to sign in there (OpenID Connect); 404 where the settings name none
api-end-oidc-session = Come back from the provider; who is nobody here yet gets an account without any rights
api-reset-second-factor = Take the second factor from a member who lost the app, and sign all their browsers out
api-read-organisation = The organisation and its settings
api-change-organisation = Change settings of the organisation
api-list-audit-log = The chain of what was done; as `jsonl` for `karvon verify log`
api-list-users = The members of the organisation
api-add-user = Make somebody a member; the link signs a new account in once
api-read-user = Read a member
api-change-user = Change role, end or limits of a member
api-remove-user = End a membership
api-list-keys = The keys of machines
api-add-key = Make a key; it is shown once
api-read-key = Read what is known of a key
api-revoke-key = Take a key back
api-add-evidence-file = Add a file to a piece of evidence
api-read-evidence-file = A file of a piece of evidence, as an attachment

## Rulesets, laws and calibration
help-assess-requirements = Laws and standards to answer, by name or folder, separated by commas; `none` for none; without it all of the program
help-ruleset-show-html = As one page for a browser, with cases and notes
help-ruleset-show-out = File to write instead of printing
help-ruleset-new = Start a ruleset that works, from a small whole one or from another one
help-ruleset-new-dir = Folder to make; its name is the name of the ruleset
help-ruleset-new-extends = Ruleset that the new one extends, so that it says only what differs
help-ruleset-diff = Say what differs between two rulesets, in words
help-ruleset-diff-from = A ruleset of the program, or the folder of one of your own
help-ruleset-diff-to = The ruleset to compare it with
help-ruleset-explain = Show what a question, an indicator, a leaf, a pattern or a rule of a checklist does or asks, with numbers and sources
help-ruleset-explain-thing = Id of a question, indicator, leaf, pattern, rule, dimension or class, or the code of an indicator
help-ruleset-try = Assess a portfolio under a changed ruleset: who moves between bands, comes to be scored or is so no more, and why
help-ruleset-try-new = The changed ruleset
help-ruleset-try-against = The ruleset to compare it with
help-ruleset-try-out = Also write every party to this file, as JSON
help-calibrate = Say how good the likelihoods are on places whose truth came out later
help-calibrate-cases = YAML file of labelled cases, or a folder of them
help-calibrate-refit = Folder to make for a new ruleset whose numbers learned from the cases; the old one stays as it is
help-calibrate-prior_cases = For how many further cases the numbers of the old ruleset count
help-calibrate-out = Also write everything to this file, as JSON
overview-requirements = What the laws ask (no legal verdict; the report says what is missing):
overview-requirement = {"    "}{ $name }: { $satisfied } satisfied, { $breached } breached, { $unknown } unknown
overview-requirement-perhaps = {"    "}{ $name }: { $satisfied } satisfied, { $breached } breached, { $unknown } unknown; whether it concerns the company is not known
overview-requirements-elsewhere = {"    "}Not of concern: { $names }
ruleset-kind-likelihood = likelihoods
ruleset-kind-requirement = checklist
ruleset-kind-questions = questions
ruleset-kind-dimensions = interview scheme
ruleset-other-kinds = `{ $from }` holds { $from_kind } and `{ $to }` { $to_kind }; compare two of one kind
ruleset-no-text = warning: no text `{ $key }`
ruleset-no-case = warning: no case for { $what }
ruleset-questions-checked = { $questions } questions
ruleset-checklist-checked = { $name } { $version }: { $rules } rules or indicators, { $cases } cases run, { $mismatches ->
    [one] one mismatch
   *[other] { $mismatches } mismatches
}
ruleset-is-checklist = `{ $name }` is a checklist; likelihoods are those of `{ $standard }`
ruleset-differs = { $count ->
    [0] They do not differ
    [one] One difference
   *[other] { $count } differences
}
file-written = Written: { $file }
trial-party = { $party } { $name }: { $before } → { $after }, likelihood { $p_before } → { $p_after }
trial-reason = {"    "}{ $why }
trial-driver = { $what }: { $change }
trial-answer = answer to { $question } “{ $answer }”
trial-prior = base odds
trial-recruiters = recruiters
trial-floor-holds = minimum band now holds: { $floor }
trial-floor-gone = minimum band holds no more: { $floor }
trial-channel = band now set by: { $channel }
trial-bounds = bounds of bands, or severity
trial-coverage = whether it is scored: answers cover { $before } → { $after }
trial-not-scored = not scored (could be { $band })
trial-done = { $before } → { $after }: { $moved ->
    [one] one
   *[other] { $moved }
} of { $parties ->
    [one] one party moves
   *[other] { $parties } parties move
} to another band
trial-expected = Expected places behind the subject: { $before } → { $after }
trial-order = Order of likelihoods: rank correlation { $correlation }
yes = yes
no = no
calibrate-lead = { $cases } labelled cases, { $events ->
    [one] one
   *[other] { $events }
} of them confirmed
calibrate-scores = Scores
calibrate-brier = Brier score { $value } ({ $low }–{ $high })
calibrate-log-loss = Log loss { $value } ({ $low }–{ $high })
calibrate-of-share = who says the share of confirmed cases everywhere gets { $value }
calibrate-auc = Area under the curve { $value } ({ $low }–{ $high })
calibrate-no-auc = Area under the curve: none, since all or none were confirmed
calibrate-reliability = Foreseen and confirmed
calibrate-likelihood = likelihood
calibrate-cases = cases
calibrate-foreseen = foreseen
calibrate-observed = confirmed
calibrate-interval = 95 %
calibrate-range = printed range
calibrate-inside = inside
calibrate-ranges = Ranges
calibrate-inside-share = { $percent } % of the cases lie in rows whose confirmed share falls inside the printed range; meant are 90 %
calibrate-of = of
calibrate-all = all cases
calibrate-well-covered = the half with more coverage
calibrate-hardly-covered = the half with less coverage
calibrate-shift = log-odds too low by
calibrate-slope = slope
calibrate-spread = printed spread
calibrate-ranges-note = Where the half with more coverage is off by more than its printed spread, `judgement` is too small; where only the other half is, `blind`.
calibrate-contributions = What contributes
calibrate-contributions-note = How much worse the scores are without it; below zero it does harm on these cases.
calibrate-what = what
calibrate-kind = kind
calibrate-factor = factor
calibrate-indicator = evidence
calibrate-by-log-loss = log loss
calibrate-by-brier = Brier
calibrate-by-auc = area
calibrate-refit = Refitted in { $rounds } rounds: log loss { $before } → { $after } on the same cases, { $unseen } on cases that it did not see
calibrate-kept = Tables that stay the expert's: { $questions }

## Assessments and jobs of the service
api-list-uploads = Uploads, the latest first
api-send-upload = Send files of data; they are checked in the background and change nothing before they are committed
api-read-upload = An upload: how it was read, and what it would change
api-repair-upload = Say what headers mean or correct cells; the files are checked again
api-remove-upload = Remove an upload that was not committed, with its files
api-list-upload-rows = The rows of an upload and what will become of each
api-list-upload-findings = What was found in the files of an upload
api-commit-upload = Make the rows of an upload part of the data, all at once
api-undo-upload = Take a commit back; tells which assessments were made from it
api-read-template = A template: `suppliers.csv` and the other tables, or all as `karvon.xlsx`
api-list-assessments = Assessments, the latest first
api-start-assessment = Start an assessment of what is known now
api-read-assessment = An assessment: its state, its hashes, what it comes to
api-read-result = The result, byte for byte as the command line writes it
api-read-inputs = What the assessment was made from, byte for byte
api-read-graph = The network around a party
api-read-trace = The calculation of a party's likelihood, down to the evidence
api-list-assessment-parties = Parties of an assessment, those that contribute most first
api-list-assessment-chains = The best chain of each source
api-list-assessment-contributions = What is expected, split by country, tier, kind, commodity, link kind and recruiter
api-list-assessment-register = Indicators of each party: observed, not observed or unknown
api-list-assessment-contradictions = Where sources say the opposite
api-list-assessment-questions = Questions that would tell most
api-list-assessment-recruitment = What workers paid and what is owed, by cohort
api-ask-what-if = What changes would make different; nothing is stored
api-plan-measures = Which visits, or which measures where, bring most within a budget; nothing is stored
api-compare-assessments = What is different from this assessment to another, split by cause
api-start-report = Have a report of an assessment made
api-list-reports = Reports, the latest first, as far as the role may see them
api-read-report = A report: its state, what may tell about a person in it, the hash of its file
api-decide-report = Decide whether a report is given out in which something may tell about a person
api-read-report-file = The file of a report, as an attachment
api-list-reviews = What auditors said of findings of an assessment
api-list-sign-offs = Signatures under an assessment
api-review-finding = Confirm or dispute a row of the register
api-sign-off-assessment = Sign for an assessment that somebody else started
api-list-questionnaires = Links that were sent to suppliers
api-send-questionnaire = Make a link by which a supplier answers for itself; the link and a message in its language are shown once
api-read-questionnaire = One link: whom it went to, how far the answers are
api-renew-questionnaire = A new link to an open questionnaire; the old one ends, and what was answered stays
api-revoke-questionnaire = Take the link of an open questionnaire back
api-read-supplier-questions = What the holder of a link is asked, those questions first that would tell most, with what was answered so far
api-answer-supplier-question = Answer a question, or take the answer away
api-submit-supplier-answers = Send the answers; afterwards they cannot be changed
api-export-organisation = Put everything of the organisation into one file: tables as CSV and JSON, originals, assessments, the log
api-read-export = The file of an export, when its job is done
api-erase = Erase originals, notes, and the details of entries of the log about an object; a legal hold stops it
api-read-job = How far work in the background is
api-watch-job = The same as a stream of events
api-cancel-job = Call work off
api-resume-job = Put work that failed or was called off in again
problem-ruleset-fix = name a ruleset of `/rulesets`
problem-detail-sent-kind = the body is of another kind; send { $kinds }, or a form with one file
problem-detail-match-gone = the two are no longer alike, so that there is nothing to decide
problem-match-keep = only one of the two can stay
problem-match-keep-fix = write `{ $one }` or `{ $other }`, or leave it out
match-acts-answer = An answer about the list “{ $list }” counts for “{ $party }” from today on. Withdraw it under /evidence, or decide otherwise here, to take it back.
match-acts-later = The decision is remembered. “{ $party }” has other matches with the list “{ $list }” that nobody decided about, so that nothing acts yet.
match-acts-merge = A row of merges takes “{ $goes }” for “{ $stays }” from the next assessment on, as POST /parties/merge does. POST /parties/split with the event { $event } takes it back.
match-acts-apart = A row of merges keeps “{ $goes }” and “{ $stays }” apart from the next assessment on.
list-incomplete = whoever brought it did not say that it is complete
problem-list-said-field = nothing of that name is taken beside the file
problem-list-said-field-fix = write `list`, `as_of`, `edition` or `complete`
problem-list-said-text = too long, or with signs that do not show
problem-list-said-text-fix = write up to 100 letters
problem-list-said-day = no date
problem-list-said-day-fix = write it like 2026-09-29
problem-list-said-complete = neither yes nor no
problem-list-said-complete-fix = write `true` or `false`
problem-list-column = column `{ $column }` is missing; the list has the columns { $columns }
problem-list-no-day = no row says which day the list speaks of
problem-list-no-day-fix = name it with `as_of`, or fill the column `as_of`
problem-list-file-fix = correct the file and send it again; nothing was kept
problem-list-name-fix = name a published list, or give a name of your own
problem-detail-list-shipped = a list of the program is taken out of use by taking a newer one into use
problem-detail-list-unused = the list is not in use
problem-detail-ruleset-shipped = the files of this ruleset come with the program: `karvon ruleset show` shows them
problem-detail-not-replayable = what the assessment was made from was erased
problem-ruleset-archive-fix = pack the folder with `ruleset.yaml` as a plain zip
problem-ruleset-name-fix = change `name` or `version` in `ruleset.yaml`
problem-ruleset-case-fix = correct the numbers, or what the case says; `karvon ruleset check` runs them too
problem-ruleset-file-fix = correct the file at this place and send the zip again; nothing was kept
api-list-matches = Parties that are like a listed name or like each other
api-read-match = One match, field by field
api-decide-match = Say whether the two are the same; the answer says how that acts
api-list-screenings = When parties were screened, against which lists, and what was new
api-read-screening = One screening
api-start-screening = Screen all parties again
api-list-lists = Published lists and own ones: age, completeness, what they lack, which are used
api-add-list = Bring a list as CSV: what it changes is told, and it is kept beside the one in use
api-read-list = One version of a list
api-read-list-file = The file of a list
api-activate-list = Use a list from now on; parties are screened again
api-deactivate-list = Use a list no more; of a published one that of the program is used then
api-list-rulesets = Rulesets of the program and own ones
api-add-ruleset = Add a ruleset as a zip, checked as `karvon ruleset check` does
api-read-ruleset = One version of a ruleset
api-read-ruleset-file = The archive of an own ruleset
api-activate-ruleset = Use a ruleset for new assessments; nothing that is there is made anew
api-try-ruleset = Try a ruleset on an assessment: who would change band
api-read-ruleset-trial = What trying a ruleset showed
problem-ruleset-day-fix = choose a day on which the ruleset is in force, or another ruleset
problem-detail-no-result = the assessment is { $state }; there is no result to sign for
problem-no-field = none of the fields is one of the table { $table }
problem-what-if-shape-fix = send one of the shapes that the OpenAPI document describes
problem-what-if-empty-fix = name at least one change
problem-what-if-unknown-link-fix = take a `link_id` of the graph or of the result
problem-what-if-answer-fix = write the row as in the answers table
problem-what-if-unknown-party-fix = take an id of the parties of the assessment
problem-what-if-testimony-fix = ask with another source, or let compliance ask
problem-what-if-unknown-channel-fix = take one of the channels that are named
problem-what-if-labour-link-fix = change the likelihood of the recruiter instead
problem-what-if-share-fix = give a number from 0 to 1
problem-what-if-unknown-answer-fix = take an id of evidence of the assessment, or leave `replaces` out
problem-what-if-unused-answer-fix = correct the answer, its source or its day
problem-plan-budget = a plan needs one budget
problem-plan-budget-fix = send `budget` in whole units of cost
problem-budget-fix = give a whole number of at most { $most }
problem-worker-group = there is no group of workers `{ $group }`
problem-worker-group-fix = use one of { $groups }
compare-engine-differs = They were made by different versions of the engine; what that made different is told as `engine`
problem-report-offered-fix = ask for one of { $offered }
problem-report-leave-fix = leave it out
