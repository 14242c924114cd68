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
help-demo = Assess the example inside the program: an invented workwear buyer with suppliers over five tiers
help-demo-no_serve = Write the results and stop
help-assess = Assess supplier files: results and a report as PDF, without server or database
help-assess-scope = Only what goes into this product of the subject
help-assess-plan = Also make a plan: `find` says which sites to audit or interview, `fix` what to put right
help-assess-budget = Whole units of cost that the plan may spend, at most 10000
help-assess-language = Language of the report
help-check = Say what is wrong with supplier files, row by row, and write nothing
help-ruleset = Rulesets: what there is, what they say, whether they hold
help-ruleset-list = Name the rulesets of the program
help-ruleset-show = Show everything a ruleset says
help-ruleset-show-language = Language of its texts, as a tag such as `ru` or `kk`
help-ruleset-check = Run the reference profiles and cases of a ruleset and look for odd things
help-propagate = The bare engine: likelihoods and links in, what reaches each party out
help-propagate-parties = CSV with `id` and one column of likelihoods (0 to 1) for each channel
help-propagate-links = CSV with `supplier`, `buyer` and `weight` (0 to 1)
help-propagate-out = CSV to write: `id` and one column for each channel
help-propagate-metric = What to compute; the weights of `exposure` are shares of the buyer's input
help-propagate-subject = Give what each party contributes to this one

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

## ruleset
ruleset-no-language = `{ $ruleset }` has no texts in `{ $language }`; choose one of { $known }
ruleset-row = { $name } { $version }, in force from { $from }: { $title }
ruleset-warning = warning: { $what }
ruleset-mismatch = mismatch: { $what }
ruleset-checked = { $name } { $version }: { $profiles } reference profiles and { $cases } cases run, { $mismatches ->
    [one] one mismatch
   *[other] { $mismatches } mismatches
}, { $warnings ->
    [one] one warning
   *[other] { $warnings } warnings
}
