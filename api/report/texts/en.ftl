# The words of the report in English.
# **bold**, _[lowered] and ^[raised] are marks; a message may hold them only where the report reads them.

## Small words

to = to
unknown = unknown
not-stated = not stated
undated = undated
fewer-than-five = fewer than 5
and-more = { $more ->
    [one] one more
   *[other] { $more } more
}
at-least = at least { $value }
date = { $day } { $month } { $year }
month-01 = January
month-02 = February
month-03 = March
month-04 = April
month-05 = May
month-06 = June
month-07 = July
month-08 = August
month-09 = September
month-10 = October
month-11 = November
month-12 = December
period-unknown = period not stated
days-old = { $days ->
    [one] 1 day old
   *[other] { $days } days old
}
commodity = HS { $code }
page-of = Page { $page } of { $total }
foot = As of { $date } · { $hash }
header-title = Forced-labour risk assessment: { $subject }
header-no-subject = Forced-labour risk assessment

country-unknown = country unknown
kind-company = company
kind-facility = facility
kind-farm = farm
kind-mine = mine
kind-vessel = vessel
kind-trader = trader
kind-recruiter = recruiter
kind-unknown = kind not stated
link-goods = goods
link-services = services
link-labour = labour
link-subcontract = subcontract
link-ownership = ownership
band-low = Low
band-moderate = Moderate
band-elevated = Elevated
band-high = High
band-critical = Critical
band-not-scored = Not scored: could be { $band }
band-unscored = Not scored
band-stable = stable
band-unstable = not stable
group-all = all workers
group-agency = agency workers
group-domestic = domestic workers
group-internal_migrant = internal migrants
group-irregular = workers without regular status
group-migrant = cross-border migrants
group-mobilised = people mobilised by the state
group-seasonal = seasonal workers
group-women = women
group-young = young workers
group-small = a group of fewer than 5
group-affected = { $group }; affected: { $affected }
class-inv = involuntariness
class-coe = coercion

driver-prior = Start: what any place carries
driver-recruiters = What its recruiters carry
driver-family = Reassurance of: { $source }
driver-times = { $driver }, { $times } times
driver-list = Confirmed match: { $list }
why-prior = nothing but the general background is known
drivers-rest = { $drivers ->
    [one] one weaker driver
   *[other] { $drivers } weaker drivers
}
drivers-sum = Sum: log-odds of { $likelihood }

tier-own = Own operations
tier-own-short = own operations
tier-number = Tier { $tier }
tier-apart = No path
tier-none = Parties
tier-other-countries = other

## Column titles

column-party = Party
column-parties = Parties
column-band = Band
column-likelihood = Likelihood
column-likelihood-range = Likelihood (range)
column-coverage = Coverage
column-contribution = Contribution
column-why = Why
column-drivers = Drivers: ↑ raises, ↓ lowers
column-driver = Driver
column-log-odds = Log-odds
column-odds = Odds
column-expected = Expected places
column-share = Share
column-places = Places
column-country = Country
column-tier = Tier
column-kind = Kind of party
column-commodity = Commodity
column-link-kind = Kind of link
column-recruiter = Recruiter
column-party-pattern = Party and pattern
column-group = Group of workers
column-period = Period
column-rests-on = Rests on
column-indicator = Indicator
column-class = Class
column-evidence = Evidence
column-question = Question
column-answer = Answer
column-source = Source
column-source-date = Source and date
column-evidence-id = Evidence id
column-denies = Denies
column-shows = Shows
column-corridor = Corridor
column-cohorts = Cohorts
column-cohort = Employer, cohort, recruiter
column-workers = Workers
column-months = Cost in months of earnings
column-months-range = Lowest to highest cohort
column-cost-unknown = Cohorts without a known cost
column-paid = Borne by each worker
column-payback = Months to repay the loan
column-basis = Rests on
column-fee = Fee or cost
column-fee-code = Category
column-owed = Owed
column-currency = Currency
column-date = Date
column-per-usd = Units for one US dollar
column-reason = Reason
column-rows = Rows
column-answer-source = Answer, source and date
column-leaf = Leaf
column-afterwards = After evidence
column-term = Term
column-sees = Sources that see
column-regime = Kind of place
column-headline-given = Pattern given row
column-product = P × pattern
column-meaning = Meaning
column-base = Base log-odds
column-factor-weight = Weight of factors
column-family = Family
column-r-for = Sees what is there
column-r-against = Believed when it reports presence
column-half-life = Half-life, days
column-factor = Factor
column-verification = Checked
column-spread = Spread where unknown
column-likelihood-class = Likelihood class
column-severity-class = Severity { $class }
column-transmission = Transmission

## Cover

cover-kind = Forced-labour risk assessment
cover-no-subject = All parties listed
cover-screening-title = What this report is
cover-screening = A **screening** of a supply chain for indicators of forced labour. It is **not a legal finding**: it does not establish that forced labour took place at any named place, and nobody is accused. It says where to look, how sure one can be, and what is not known. Likelihoods rest on a ruleset whose numbers are stated in the method section.
cover-left-out-title = Rows are missing
cover-left-out = { $left ->
    [one] **One row** of { $rows } could not be used and is **not part of this assessment**. It is named with its reason in findings.csv.
   *[other] **{ $left } rows** of { $rows } could not be used and are **not part of this assessment**. They are named with their reasons in findings.csv.
}
cover-as-of = As of
cover-scope = Scope
cover-scope-product = Product “{ $product }”: the links into the subject that name it or name no product, and everything upstream of them.
cover-scope-all = Everything that the subject buys, and everything upstream of it.
cover-scope-parties = No subject: every party listed is assessed for itself; nothing is added up over chains.
cover-material = Material
cover-material-value = { $parties } parties, { $links } links, { $evidence } pieces of evidence, { $cohorts } recruitment cohorts
cover-rows = Files
cover-rows-value = { $rows } rows read, { $left } left out; { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notices ->
    [one] 1 notice
   *[other] { $notices } notices
}
cover-ruleset = Ruleset
cover-basis = Standing of its numbers
cover-headline = Leading pattern
cover-simulation = Simulation
cover-simulation-value = { $worlds } worlds, seed { $seed }
cover-program = Made with
cover-engine = engine
cover-ruleset-hash = Ruleset, SHA-256
cover-inputs-hash = Inputs, SHA-256
cover-result-hash = Results, SHA-256
cover-report-date = Report of
cover-report-date-value = { $date } (day in { $zone })
cover-log-head = Audit log, last entry
cover-log-key = Audit log, key
cover-log-note = The audit log of the organisation had this last entry when the report was made. An export of the log that lacks it was cut: **karvon verify log** checks it against number, hash and key.
cover-hash-note = The same inputs, ruleset and engine give the same results, on any machine. The hashes let a second person check that this report belongs to the files it claims.
basis-expert-priors = Expert priors: set by judgement and by published rates, not yet calibrated on labelled cases.
basis-calibrated = Calibrated on labelled cases.

## Contents and reading aid

contents-title = Contents
reading-title = How to read this report
reading-two-outputs = **Two outputs, never mixed.** Likelihoods are for triage: where to look first. The indicator register is for findings: what was observed, for whom, when, by which evidence.
reading-likelihood = **Likelihood** is the probability, on what is known, that the leading pattern is present at a place. It is a probability and no score.
reading-range = **Range** says how far the likelihood may be off, since the tables rest on judgement and little may be known. It is drawn as a bar from 0 to 100 %, with a mark at the likelihood.
reading-coverage = **Coverage** is the share of what could be learnt about a place that good and recent evidence has covered.
reading-band = **Band** joins likelihood and severity into five steps from low to critical. Where coverage is too small the report says “not scored” and names the band that the upper end of the range would give.
reading-background = **Background** is what a place like this carries before anyone has looked. Mapping more suppliers raises it; that is knowledge, not harm.
reading-unknown = **Unknown** is an answer. A missing, unreadable or stale document widens a range. It is never read as “clear”.
reading-files = Every table of this report stands complete, with unrounded numbers, in the files beside it: parties.csv, register.csv, chains.csv, contributions.csv, recruitment.csv, summary.csv and assessment.json.

## Verdict

verdict-title = Verdict on one page
verdict-looked = **{ $parties } parties** and { $links } links were looked at, with { $evidence } pieces of evidence and { $cohorts } recruitment cohorts. For { $examined ->
    [0] none of them is there
    [one] one of them there is
   *[other] { $examined } of them there is
} any evidence about the place itself; the others are known only by country, sector, goods and kind.
figure-evidence = places expected from evidence, beyond the background
figure-evidence-note = evidence adds { $raised } and takes off { $lowered }
figure-background = places expected as background: not examined
figure-background-note = { $parties ->
    [one] what such a chain carries before anyone looks; one place upstream was not examined
   *[other] what such a chain carries before anyone looks; { $parties } places upstream were not examined
}
figure-exposed = of the input is exposed
figure-exposed-note = lower end: undisclosed inputs count as free of it; upper end: as exposed
figure-reach = chance that at least one such place stands behind the product
figure-reach-note = simulation error only: { $interval }; bounds: { $bracket }. Near 100 % for any large chain
verdict-together = Together **{ $expected } places** with the leading pattern are to be expected among the { $upstream } parties from which something can reach the subject (range { $low } to { $high }). In one of twenty simulated worlds there are at most { $five }, in half of them at most { $fifty }, in nineteen of twenty at most { $ninetyfive }. Counting verified links only: { $verified }.
verdict-no-subject = There is no single subject, so nothing is added up over chains: every party is assessed for itself. Name a subject to learn what reaches it.
verdict-observed = { $observed ->
    [0] **No indicator is observed** in the register.
    [one] **One indicator is observed** in the register, at { $parties ->
        [one] one party
       *[other] { $parties } parties
    }.
   *[other] **{ $observed } indicators are observed** in the register, at { $parties ->
        [one] one party
       *[other] { $parties } parties
    }.
}
verdict-patterns = { $parties ->
    [0] Nowhere are involuntariness and coercion both observed for the same group, place and time.
    [one] At **one party** involuntariness and coercion are both observed for the same group, place and time.
   *[other] At **{ $parties } parties** involuntariness and coercion are both observed for the same group, place and time.
}
verdict-register = { $clear ->
    [0] For no indicator does the evidence suffice to say “not observed”
   *[other] { $clear } register entries say “not observed”
}; { $unknown } stay unknown.
verdict-contradictions = { $pairs ->
    [one] In one case a source denies what another shows.
   *[other] In { $pairs } cases a source denies what another shows.
}
verdict-unknown = {"Not known: "}
verdict-first = The ten parties to look at first

## Network

network-title = The network by tier
network-empty = There are no parties to draw.
network-intro = Each mark is a party. Parties of one tier and country stand together in a box; the tier is the smallest number of links to the subject. Lines join boxes: the thicker, the more links. Read from the bottom: goods, services and workers move upwards.
network-intro-no-subject = Each mark is a party. There is no subject, so parties stand together by country without a tier.
network-note = A box with a dashed stub and “?” marks parties that must have an input of a kind and disclose none: there is a tier behind them that nobody has named. Parties under “No path” are listed, but no link leads from them to the subject.
legend-unscored = not scored (dot: could be)
legend-mentioned = only named by others
legend-gap = input not disclosed
legend-link = links
legend-labour = labour links only
legend-leading = on a leading chain

name-undisclosed = undisclosed supply: { $input }
undisclosed-heading = Supply that nobody discloses
undisclosed-intro = These parties must have an input of a kind, by what they make, and no link says where it comes from. Somebody supplies it. Until it is named, all that can be said is where such goods come from, and how likely the leading pattern is there on average.
undisclosed-drawn = Under the ruleset this supply is drawn and listed and counts in no number of this report; the last column is what it would add to the expected places. The upper end of the exposed share counts it as exposed.
undisclosed-counted = Under the ruleset this supply counts among all links, and never among verified ones; the last column is its part of the expected places.
undisclosed-more = { $more ->
    [one] One more such supply stands in assessment.json.
   *[other] { $more } more such supplies stand in assessment.json.
}
undisclosed-input = { $input }: such goods come from { $countries }
column-needed-by = Needed by
column-would-add = Would add
column-adds = Adds

## Ranked parties

suppliers-title = Parties ranked
suppliers-empty = There are no parties.
suppliers-intro = The first { $shown } of { $all } parties, ordered by band, severity of what set it, contribution and upper end of the range. A band comes from the party’s own likelihoods, never from its suppliers’. All parties stand in parties.csv.

## Chains

chains-title = Leading chains
chains-none = No chain leads from a source to the subject.
chains-no-subject = Without a subject there are no chains to it.
chains-intro = The likeliest path from each source to the subject, ranked by the likelihood at the source times the transmission over each link: { $shown } of { $all }. The larger mark is the source.
chain-words = **{ $source }** ({ $place }) is { $regimeprobability } likely to be a place of the kind “{ $regime }”; beyond its background the likeliest leaf is { $leaf } ({ $leafprobability }). Over { $links ->
    [one] one link
   *[other] { $links } links
} the whole chain holds with probability **{ $probability }**; its links are all live in { $live } of worlds. { $unsupported ->
    [0] All its links are verified.
    [one] One of its links is not verified.
   *[other] { $unsupported } of its links are not verified.
}
chain-own = **{ $source }** ({ $place }) is the subject itself: its own operations are { $regimeprobability } likely to be of the kind “{ $regime }”; beyond the background the likeliest leaf is { $leaf } ({ $leafprobability }).
chains-note = Over each arrow: kind of link and transmission. Solid: verified. Dashed: declared, inferred or imputed. Under each name: country and own likelihood.

## Contributions

contributions-title = Contributions
contributions-no-subject = Without a subject nothing is added up over chains.
contributions-intro = The expected number of places with the leading pattern that reach the subject is **{ $expected }** (range { $low } to { $high }). Each party contributes its own likelihood times the share of worlds in which an event there would reach the subject. The contributions add up to the whole, whatever suppliers are shared and whatever risks go together.
contributions-others = { $parties ->
    [one] one other party
   *[other] { $parties } other parties
}
contributions-sum = Sum
contributions-note = Thin line: 5 % to 95 % over draws of the likelihoods within their ranges. Printed parts are rounded so that they add up to the printed sum.
split-country = By country
split-tier = By tier
split-kind = By kind of party
split-commodity = By commodity
split-link-kind = By kind of link
split-recruiter = By recruiter
split-others = { $parts ->
    [one] one other
   *[other] { $parts } others
}
split-sum = Sum
split-unknown = not stated
split-no-recruiter = not from recruiters
split-own-operations = own operations

## Choke points

choke-title = Choke points
choke-no-subject = Without a subject nothing has to pass anywhere.
choke-none = No party has to be passed: from every source either a link leads straight to the subject, or several ways do.
choke-intro = Some parties have to be passed: from everything that stands behind them every way to the subject leads through them. What is agreed, checked or traced there decides for all of it at once: { $shown } of { $all }.
choke-note = Behind: the part of the expected places from parties strictly behind this one, which passes here and nowhere else. A choke point may stand behind another, so that the parts overlap and do not add up. Being one says nothing about conditions there.
column-parties-behind = Parties behind
column-behind = Expected places behind
column-own-part = Its own part

## Party pages

profiles-title = The parties to look at first
profiles-intro = The first parties of the ranking, one after the other: what kind of place each is, what moved its likelihood, what is on record, and what is missing.
profile-kind = What kind of place
profile-kind-value = On what is known, the place is **{ $regimes }**.
profile-indicators = Indicators
profile-indicators-note = Likelihood of each indicator; full circle: observed in the register; empty circle: not observed; no sign: unknown.
profile-drivers = What moved the likelihood
profile-register = In the register
profile-register-none = No indicator is observed at this party.
profile-observed = **{ $leaf }** observed: { $group }; { $period }; { $rows ->
    [one] one piece of evidence
   *[other] { $rows } pieces of evidence
}; entry { $id }.
profile-missing = What is missing
profile-exit = If sourcing from it stopped
profile-place = Place and id
profile-workers = Workers
profile-band = Band
profile-band-set = {" "}· set by { $channel }, severity { $severity } of 5, { $stable } when the ruleset’s ratios are varied
profile-floors = {" "}· minimum band by: { $floors }
profile-likelihood = Likelihood
profile-likelihood-value = **{ $likelihood }**, range { $range }; group: { $group }; background before any evidence: { $background }
profile-coverage = Coverage
profile-coverage-value = { $coverage } of what could be learnt; { $answered } of the questions answered; { $rows ->
    [0] no evidence
    [one] one piece of evidence
   *[other] { $rows } pieces of evidence
}
profile-contribution = Contribution
profile-contribution-value = **{ $contribution }** of { $total } ({ $low } to { $high }); an event here reaches the subject in { $reach } of worlds; chance of being among the ten largest: { $topten }; leverage: { $leverage }
profile-upstream = From upstream
profile-upstream-value = something from upstream reaches this party in { $inherited } of worlds; with its own risk { $total }; with verified links only { $verified }
missing-not-examined = **Nobody has examined this place.** Everything above follows from country, sector, goods, kind and workforce.
missing-gaps = Not stated or not in the tables: { $gaps }. Each widens the range.
missing-leaves = { $leaves ->
    [one] One leaf of an indicator stays unknown.
   *[other] { $leaves } leaves of indicators stay unknown.
} Among the questions that need a good answer:
missing-question = { $question } ({ $id })
missing-nothing = Nothing that the ruleset asks about is missing.

## Worked example

worked-title = One party recomputed step by step
worked-none = There is no party to recompute.
worked-intro = This is the whole calculation for **{ $party }**, group: { $group }. With a pocket calculator that has e^[x] and ln it can be followed in a quarter of an hour. It ends at **{ $likelihood }**. Numbers are rounded for print; expect the last digit to differ.
worked-step-1 = Step 1: what each answer says
worked-step-1-words = Each answer has a probability t where the leaf is present and f where it is absent. An adverse answer counts λ = 1 + r · (t / f − 1), with r how far such a source is believed when it reports a presence. A reassuring answer counts λ = 1 + φ · (t / f − 1), with φ = 2^[−age / half-life], and only in the rows of step 4 in which its source sees.
worked-step-1-note = Λ of a leaf is the product of λ over its open adverse answers. Where several answers say the same, only the strongest stands here.
worked-lambda = Adverse answers together
worked-no-items = No answer speaks about a leaf: every leaf keeps its prevalence.
worked-step-2 = Step 2: how common each leaf is
worked-step-2-words = a is how often the leaf is present at a place of each kind before anyone asks; the last column is its probability after all evidence.
worked-step-3 = Step 3: what kind of place it is
worked-step-3-words = Log-odds of each kind against the first. A factor counts its log-ratio times the kind’s weight. A leaf with adverse answers counts ln[(a·Λ + 1 − a) / (a_[0]·Λ + 1 − a_[0])]. Add up each column, raise e to the sum, and divide by the sum of the row: that is the probability of each kind of place.
worked-log-odds = Log-odds
worked-odds = e^[log-odds]
worked-regimes = Probability of each kind
term-base = Base
term-factor = Factor: { $name }
term-context = Context: { $name }
term-list = List: { $name }
term-leaf = Leaf: { $name }
term-reassurance = Reassurance: { $name }
worked-step-4 = Step 4: who sees, which kind, which pattern
worked-step-4-words = Sources that reassure may see nothing. For every set of sources that see (π: its probability) and every kind of place, W is π times e^[log-odds before reassurance] times the reassuring λ of those that see, over all leaves; here divided by its largest value. P is W divided by the sum of all W. The pattern within a row is [1 − Π(1 − involuntary leaves)] · [1 − Π(1 − coercive leaves)]. The products of the last column add up to the likelihood.
worked-step-4-long = More than two families of sources reassure here, so the table of who sees would be too long to print. It stands in assessment.json.
worked-nobody-sees = none
worked-sum = Sums; the right one is the likelihood
worked-recruiter = By its recruiter **{ $recruiter }**: the leaf { $leaf } becomes 1 − (1 − leaf) · (1 − { $carried }) in every row before the pattern is formed.
worked-step-5 = Step 5: the range
worked-step-5-words = The log-odds of { $likelihood } are { $logit }. σ² = { $judgement }² + (1 − { $coverage }) · { $blind }² + { $spreads } (unknown factors), so σ = { $sigma }. { $logit } − 1.645 · σ = { $down } and { $logit } + 1.645 · σ = { $up }; back from log-odds by 1 / (1 + e^[−x]) this is **{ $low } to { $high }**.

## Register

register-title = Indicator register
register-intro = An indicator is **observed** where at least one open, major piece of evidence of a source reliable enough shows it. It is **not observed** only where every question on it has a recent, reassuring answer of a reliable source. Everything else is **unknown**. What a company says of itself never gives “not observed”. An indicator observed is not a finding of forced labour.
told-first = Told one by one are only the findings at the { $shown } parties to look at first, of { $all }; { $file } holds all of them.
register-patterns = Involuntariness and coercion together
register-patterns-none = Nowhere are a leaf of involuntariness and a leaf of coercion observed for the same group, place and time.
register-patterns-note = Here work against one’s will and the menace of a penalty are both observed for the same group, place and overlapping time. That calls for immediate, safe follow-up; it is still no legal finding.
register-observed = Indicators observed
register-observed-none = No indicator is observed.
register-by-indicator = All entries by indicator
register-by-indicator-note = Number of register entries: one for each party, leaf and group of workers about which something was asked.
register-status-observed = observed
register-status-clear = not observed
register-status-unknown = unknown

## Contradictions

contradictions-title = Contradictions
contradictions-none = No source denies what another shows.
contradictions-intro = In these pairs one source denies an indicator that another, more reliable one shows. Who denied what is shown is not believed on the rest either: all reassurance of that family of sources is disregarded for that group.
contradictions-pairs = { $pairs } such pairs
contradictions-note = A contradiction is a reason to ask, not yet proof of deceit: places change, and audits see what they are shown. Dates and sources of interviews are not for the supplier’s eyes.

## What to ask next

questions-title = What to ask next
questions-none = No question asked of a source that could answer it would move a likelihood.
questions-intro = The questions that would tell most at the parties to look at first. For each, the source that would see most, how far the party’s contribution to the expected places would move on average over the answers it may give, and the chance that the band changes.
questions-note = This ranks what to ask; it forecasts nothing. An answer may turn out either way, and a source that was caught denying is not asked again. All of them stand in questions.csv.
column-question-about = Question and whom it is about
column-ask = Ask
column-shift = Expected move
column-band-change = Band changes

## Matches
matches-title = Matches that wait for a decision
matches-intro = Names were compared with the lists below and with each other. A match says that two records look alike, **never that a party is listed**: a person decides, with a document or an authority behind it. Until then a match with a list lifts the upper end of the range of its party to what it would be if it were confirmed, and sets no band. Bits say how much likelier than by chance it is that the two are one: ten more bits make it about a thousand times likelier.
matches-lists = Names on lists
matches-lists-none = No undecided match with a list was found. That is no clearance: see which lists were used, how old they are and what they lack.
matches-duplicates = Parties that may be one
matches-duplicates-none = No two parties look alike without a decision about them.
matches-more = { $more ->
    [one] One further match stands
   *[other] { $more } further matches stand
} in matches.csv.
matches-how = A match with a list is decided by a row of the table “answers”: question LIST. and the name of the list, answer “confirmed” or “rejected”, source “authority” or “document”, with its date. Two parties are decided by a row of the table “merges”: “same” or “different”. A name that is listed after its rejection waits for a decision again.
matches-decided = What was decided
matches-decided-none = Nobody has decided about any match yet.
matches-used = Lists and tables used
matches-used-none = No list was at hand.
matches-used-note = An assessment can be repeated with these very versions only. The whole of each SHA-256 stands in assessment.json.
matches-record = by its record { $record }
matches-listed-on = listed on { $date }
zone-no = not alike
zone-review = to be looked at
zone-match = probable
match-field-name = Name
match-field-alias = Another name
match-field-legal-form = Legal form
match-field-country = Country
match-field-region = Region
match-field-address = Address
match-field-identifier = Number in a register
match-list-confirmed = confirmed: the party is listed
match-list-rejected = rejected: it is another
match-duplicate-confirmed = one party; both records count
match-duplicate-rejected = two parties
column-listed = Listed name
column-other-party = Looks like
column-agreement = What agrees, and what that weighs
column-bits = Bits
column-compared = Compared with
column-decision = Decision
column-list = List or table
column-edition = Edition
column-as-of = As of
column-screened = Names screened
column-complete = Complete
column-hash = SHA-256
list-own = your own list
list-no-day = no day stated
list-age = { $days ->
    [one] one day old
   *[other] { $days } days old
}
list-stale = STALE
list-later = { $names ->
    [one] one listed later
   *[other] { $names } listed later
}
list-complete = yes
list-incomplete = no
list-completeness-unknown = not known
cover-lists = Lists screened
cover-lists-none = **none**: whether a party is listed is not known
profile-undecided = (upper end lifted by an undecided match with: { $lists }; without it { $high })
profile-merged = also { $ids }
unknown-not-screened = **Names were not screened**: the ruleset does not say how. Whether a party is listed is not known.
unknown-list-missing = **{ $list } was not at hand**: who stands on it is not known.
unknown-list-stale = **{ $list } is stale**: it is of { $date }, and what was listed since is not in it.
unknown-list-undated = **{ $list } is of an age that is not known** and counts as stale.
unknown-list-incomplete = **{ $list } is incomplete** ({ $names } names at hand): a party that is not found on it may still be listed.
unknown-undecided = **Matches wait for a decision**: { $parties ->
    [0] no party may stand on a list
    [one] one party may stand on a list ({ $names })
   *[other] { $parties } parties may stand on a list ({ $names })
}; { $duplicates ->
    [0] no two parties may be one
    [one] one pair of parties may be one
   *[other] { $duplicates } pairs of parties may be one
}.
unknown-nameless = { $parties ->
    [one] **One party has** a name that tells
   *[other] **{ $parties } parties have** names that tell
} nothing of its own, so that no list could show it: { $names }.
unknown-more-matches = **More is alike than can be shown** for { $names }: there may be further matches.
finding-merged-differ = { $party } was merged into { $same } and states something else in: { $fields }. What { $same } states counts.
finding-merged-apart = { $party } and { $other } were decided to be two, and are merged all the same, each with a third.
notice-unknown-list = names a list that nobody knows

## Proof that would help

proof-title = What proof would help
proof-none = No report of a source that can see would move a likelihood of the parties to look at first.
proof-intro = What the likelihood would be if a source that can see, and is reliable enough, reported a question clean, with open adverse answers to it ended; and what it would be if it reported the opposite. Each row was added to the evidence and the party computed again, so that this is what the next assessment would print.
proof-note = A clean report helps only where it is true: it has to come from the source named, and one that is contradicted by workers counts against all reassurance of its kind.
proof-party = { $party }, now { $likelihood }
proof-clean = { $question } · Reported: **{ $answer }**
proof-adverse = Were it the opposite: { $question } · Reported: **{ $answer }**
proof-all-clean = All { $questions } questions with an open adverse answer reported clean
proof-by-each = the source of each
column-report = Report
column-reported-by = By
column-likelihood-then = Likelihood then
samples-heading = What clean interviews still allow
samples-none = No clean round of interviews says how many were asked out of how many.
samples-intro = Nobody of those asked said anything. That still leaves room: the last column is the largest number of workers concerned that such a silence still allows at 95 %, where each of them who is asked speaks with probability { $disclosure }.
samples-more = { $more ->
    [one] One more round stands in assessment.json.
   *[other] { $more } more rounds stand in assessment.json.
}
column-asked = Asked
column-out-of = Out of
column-still-possible = Still possible

## Plan

plan-title = A plan for a budget
plan-none = No plan was asked for. An assessment makes one for a budget: which sites to visit so as to find most, or which measures to take so as to lower most.
plan-find = Where to look with **{ $budget } units** of cost: these visits cost { $cost } and are expected to find **{ $objective }** of the places whose risk reaches the subject. It is the best that can be had for the budget.
plan-fix = What to put right with **{ $budget } units** of cost: these measures cost { $cost } and take **{ $objective }** off the places to be expected. Beyond what severe harm and labour imposed by a state call for, it is the best that can be had for the budget.
plan-no-steps = Nothing that the ruleset knows could be done within the budget would bring anything.
plan-cost = Cost
plan-cost-within = { $cost } of { $budget } units
plan-cost-above = **{ $cost } units, more than the { $budget } of the budget**: severe harm that is hard to put right does not wait for money
plan-expected = Expected places
plan-expected-value = from { $from } to **{ $to }**, once the measures have been shown to work
plan-reach = At least one such place
plan-reach-value = from { $from } to **{ $to }** of worlds (simulation error { $interval })
plan-next = One more unit
plan-next-value = would add { $more }
plan-next-nothing = would add nothing
plan-steps = Steps
plan-severe = First: severe harm
plan-note-find = Units and the part of such places that a visit finds are the ruleset’s. Parties whose pattern is on record need not be found again; a kind of visit that took place within its half-life is not repeated.
plan-note-fix = Costs and days are the ruleset’s, for a site of usual size. The likelihood falls only when a source reliable enough has confirmed the change. What a step brings is its part of the fall of the expected places.
plan-more = { $more ->
    [one] One more step stands in plan.csv.
   *[other] { $more } more steps stand in plan.csv.
}
plan-taken-together = At these parties so many measures apply that those of one indicator were looked at together: { $parties }.
plan-leaving = Where the step is to leave
plan-leaving-intro = Where a state imposes the labour, a site has no say in it, and no measure there ends it. The step is to stop sourcing, with substitutes mapped and the people whom that hurts counted. What falls is what reaches the subject; nothing ends at the place.
plan-recruiters = At recruiters
plan-recruiters-intro = What is put right at a recruiter shows at its employers. Each step is valued for itself, outside the budget; what several bring overlaps.
column-step = Step
column-cost = Cost
column-days = Days
column-brings = Brings
exit-no-substitutes = Nobody else is known to supply the same to its buyers.
exit-substitutes = { $number ->
    [one] One other party supplies
   *[other] { $number } other parties supply
} the same to a buyer of its own ({ $substitutes }).{ $missing ->
    [0] {""}
   *[other] {" "}No substitute is known for: { $without }
}
exit-products = Products that would miss it: { $products }.
exit-workers = Hurt by leaving: workers at the party: { $workers }{ $parties ->
    [0] {"."}
    [one] {"; "}and at the one party whose only way to the subject it is: { $behind }.
   *[other] {"; "}and at the { $parties } parties whose only way to the subject it is: { $behind }.
}{ $unknown ->
    [0] {""}
    [one] {" "}The number of workers is not known at one of them.
   *[other] {" "}The number of workers is not known at { $unknown } of them.
}
exit-output = Part of its output that goes to its buyers here: { $share }.
exit-output-unknown = What part of its output goes to its buyers here is not stated, and so neither how much of its work depends on them.

## Recruitment

recruitment-title = Recruitment
recruitment-none = No recruitment data was given: what workers paid for their jobs is unknown.
recruitment-intro = What workers paid for their jobs and did not get back, in months of their net pay in the first full month (mean of each cohort). Groups of fewer than 5 workers are not shown with numbers or names. Under the ILO definition of 2019 no recruitment fee or related cost should be borne by workers.
recruitment-corridors = By corridor
recruitment-recruiters = By recruiter
recruitment-recruiters-none = No cohort names a recruiter.
recruitment-cohorts = By cohort
recruitment-cohorts-note = “At least”: some fee has no amount, so the cost is a lower bound. A loan that what is left of the wage cannot repay never ends.
recruitment-owed = Owed to workers
recruitment-owed-none = No amount is on record as paid by workers and not returned, or none is known.
recruitment-owed-intro = By employer and category, over all cohorts, with the interest on what workers borrowed for the job and the deposits they left. A worker’s statement counts where there is no receipt. Everything is to be repaid without waiver, deduction or retaliation, to those who have left as well: by the employer first, with buyers sharing by what they contributed; recovery from recruiters comes afterwards and never before.
recruitment-owed-note = Interest: what was borrowed, at most what was paid, × the loan’s own monthly rate × the months since the last arrival, no longer than the debt lasts. Amounts in several currencies are brought together by the exchange rates below only. “At least”: a number of workers, a fee, a loan or a rate that would be needed is not known.
recruitment-interest = Interest on loans taken for the job
recruitment-deposit = Deposits and bonds left by workers
recruitment-together = Together, in the currency of the wage
recruitment-rates = Exchange rates used
recruiter-none = no recruiter named
cohort-small = A cohort of fewer than 5
payback-none = no loan
payback-never = never
basis-receipt = receipts
basis-interview = interviews
basis-estimate = estimates
fee-F1 = Fee for recruitment services
fee-F2 = Fee for recruitment to work for a third party
fee-F3 = Fee for direct recruitment by the employer
fee-F4 = Fees recovered from workers
fee-C1 = Medical costs
fee-C2 = Insurance
fee-C3 = Skill and qualification tests
fee-C4 = Training and orientation
fee-C5 = Equipment
fee-C6 = Travel and lodging
fee-C7 = Administrative costs
fee-X1 = Illegitimate, unreasonable or undisclosed costs

## Unknowns

unknowns-title = What is not known
unknowns-intro = What is not known is part of the result. Each line widens ranges or leaves something out; none of it is read as “clear”.
unknowns-none = Nothing that the ruleset expects is missing.
unknown-nothing-upstream = { $parties ->
    [one] **Nothing upstream is known** of the one party listed.
   *[other] **Nothing upstream is known** of the { $parties } parties listed: there are no trade links.
}
unknown-no-recruitment = **No recruitment data** was given: fees, debts and documents are unknown everywhere.
unknown-no-answers = **No answers** were given: nobody has examined any place.
unknown-country = { $parties ->
    [one] One party has **no country**
   *[other] { $parties } parties have **no country**
}: { $names }
unknown-undisclosed = **{ $input }**: { $parties ->
    [one] one party must have it and discloses no supplier of it
   *[other] { $parties } parties must have it and disclose no supplier of it
}: { $names }
unknown-factor = **{ $factor }** is not stated or not in its table at { $parties ->
    [one] one party.
   *[other] { $parties } parties.
}
unknown-not-examined = { $parties ->
    [one] **One party was not examined** by anyone.
   *[other] **{ $parties } parties were not examined** by anyone.
}
unknown-unsupported = **{ $links } of { $of } links** are declared, inferred or imputed, not verified.
unknown-no-cohorts = { $parties ->
    [one] One employer has recruiters or migrant workers and **no recruitment data**
   *[other] { $parties } employers have recruiters or migrant workers and **no recruitment data**
}: { $names }
unknown-no-rate = No **exchange rate** brings { $currency } together with the wage in { $cohorts ->
    [one] one cohort
   *[other] { $cohorts } cohorts
}: the cost there stays unknown.
unknowns-network = Found in the network
unknowns-network-none = Nothing was found in the network that a person should look at.
unknowns-more = { $more ->
    [one] One more stands in assessment.json.
   *[other] { $more } more stand in assessment.json.
}
unknowns-evidence = Evidence not used, or read with a reservation
unknowns-evidence-none = All evidence could be used as it stands.
unknowns-evidence-note = Each row with its reason stands in assessment.json.
unknowns-files = Reading of the files
unknowns-files-value = Rows read: { $rows }; left out: { $left }. Errors: { $errors }; warnings: { $warnings }; notices: { $notices }. Each stands in findings.csv with file, row, column, value and what would be right.
unknowns-letters = Letters that this report cannot draw
unknowns-letters-value = { $letters ->
    [one] One letter
   *[other] { $letters } letters
} in names from the files stand in a script that the report’s fonts lack and are drawn as boxes. Copied or searched text keeps the true letters, and parties.csv has the names as written: { $codes }.
finding-dangling = A link from { $supplier } to { $buyer } names “{ $missing }”, which does not exist; it is left out.
finding-self = A link from { $party } to itself is left out.
finding-duplicate = The id “{ $party }” stands twice; the second party is left out.
finding-repeated = The link from { $supplier } to { $buyer } stands more than once and counts once.
finding-merge = The merge of “{ $party }” into “{ $same }” cannot be carried out.
finding-shares = The shares of { $buyer }’s input{ $product } sum to { $sum } and are scaled down to 100 %.
finding-cycle = { $parties } parties supply each other in a circle, which is legal and which the calculation allows for: { $names }
finding-ownership = { $parties } parties own each other in a circle, which is legal and worth a look: { $names }
finding-labour = { $parties } parties recruit for each other in a circle; these labour links carry nothing: { $names }
finding-tier = { $party } is on tier { $computed } by its links; the file states tier { $stated }.
finding-tier-apart = No link leads from { $party } to the subject; the file states tier { $stated }.
finding-not-valid = { $links ->
    [one] One link is not valid on the date of this assessment and is left out.
   *[other] { $links } links are not valid on the date of this assessment and are left out.
}
notice-after-as-of = observed after the date of this assessment
notice-unreadable-answer = the answer could not be read
notice-unknown-question = the ruleset has no such question
notice-unknown-source = the ruleset has no such source class
notice-unknown-party = about a party that is not listed
notice-reassurance-without-date = reassuring, but without a date: counts nothing
notice-undated-reassurance = reassuring, but without a date: counts nothing
notice-unknown-closure = is to end a finding that does not exist
notice-closure-finds-nothing = is to end a finding that does not exist
notice-closure-refused = is to end a finding, but its source is not reliable enough for that or it is older

## Evidence

evidence-title = Index of evidence
evidence-none = No finding and no contradiction rests on evidence.
evidence-intro = The evidence that observed and not observed entries of the register and the contradictions rest on. The id is a hash of the content; provenance.csv names file, sheet and row.
evidence-note = Confidential: sources and dates of interviews must not reach the supplier.

## Method

method-title = Method
method-intro = Everything here is a probability or a share. The terms come from latent-class analysis of imperfect tests, from fault trees and from common causes in reliability analysis, so each step can be checked against a textbook.
method-places = Kinds of place and indicators
method-places-words = What kind of workplace a party is cannot be seen directly. Indicators show it, and they hang together: where passports are held, debts and threats are likelier too. Each of the indicators of the ILO has up to two leaves, one for involuntariness and one for coercion. Each leaf is present with a probability a_[k,z] that rises from kind to kind. Evidence speaks about leaves, leaves speak about the kind of place; Bayes’ rule gives the probability of each.
method-places-formula = A_[z] = b_[z] + s_[z] · Σ ln LR_[factor] + Σ ln λ_[z,context]
method-sources = Evidence and sources
method-sources-words = Adverse answers are weighed one by one. Reassuring answers of one source hang together: a source that was coached, announced or paid for sees nothing, and then all its reassurance is empty. So each class of sources sees with a probability of its own, classes of one family together.
method-sources-formula =
    W(z,T) = π_[T] · e^[A_z] · Π_[k] (a_[k,z] Λ_[k,T] + 1 − a_[k,z])
    P(z,T) = W(z,T) / Σ W
    P(k | z,T) = a_[k,z] Λ_[k,T] / (a_[k,z] Λ_[k,T] + 1 − a_[k,z])
method-sources-more = T is the set of sources that see. A reassuring answer fades by half within its half-life; an adverse one does not fade but ends when a later, reliable source shows that it ended. A source that denied what another shows is not believed on the rest. A small interview sees little: what it sees grows with the number of people asked. An answer repeated adds nothing.
method-sources-note = Classes of one family see together or not at all. “Sees what is there”: the probability that an absence it reports means anything. Half-life: the days after which its reassurance counts half.
method-factors = What is known before anyone looks
method-factors-words = Country, sector, goods and workforce shift the odds of each kind of place. A value that is missing or not in its table shifts nothing, is listed as a gap and widens the range.
method-factors-note = Where the table’s facts were not checked against their first source, the column says so. Read them as pointers, not as established facts.
method-pattern = The pattern
method-pattern-words = The leading pattern follows the statistical definition of forced labour of 2018: work that is involuntary and done under the menace of a penalty, by the same group at the same place. No single leaf makes it.
method-pattern-formula = P(pattern) = Σ_[z,T] P(z,T) · [1 − Π_[inv] (1 − P(k | z,T))] · [1 − Π_[coe] (1 − P(k | z,T))]
method-range = Range and coverage
method-range-words = The log-odds of a likelihood may be off by σ² = { $judgement }² + (1 − coverage) · { $blind }² + Σ spread² of unknown factors; the range is ± 1.645 · σ. Below a coverage of { $floor } a party without an open major finding is not scored. An indicator counts as observed from a reliability of { $observe } and as not observed from { $absence }.
method-register = Register and likelihood
method-register-words = The register holds what evidence shows, by party, leaf, group of workers and period. It knows no probabilities. Context, such as dependence on one employer for housing, raises a likelihood but never enters the register.
method-bands = Bands
method-bands-words = Severity (scale, scope and how hard the harm is to put right) and likelihood are kept apart until the band. Some findings set a minimum band: violence, confirmed debt bondage, a minor in hazardous work, labour imposed by a state, a confirmed match with an official list.
method-chains = What reaches the subject
method-chains-words = A world is one draw of everything uncertain: each party’s own event happens or not, each link transmits or not. ρ is the share of worlds in which an event at a party would reach the subject over live links; its contribution is p · ρ. The sum of contributions is the expected number of places.
method-chains-formula =
    E = Σ_[s] p_[s] · ρ_[s]
    background = Σ_[s] p^[0]_[s] · ρ_[s]
    evidence = Σ_[s] (p_[s] − p^[0]_[s]) · ρ_[s]
method-chains-causes = Risks that go together (a state scheme, a country’s sector, a recruiter) are drawn together. That changes the chance of at least one and the count, never the expected number. The chance of at least one lies between the likeliest single chain and a bound that takes branches as independent.
method-policy-any-part = Policy of transmission: in whole or in part. A link carries fully whatever its share; only goods kept apart on a verified link carry less ({ $leak }).
method-policy-share-weighted = Policy of transmission: by share of the input, never below { $floor }; an unknown share counts as 1. Goods kept apart on a verified link carry { $leak }.
method-recruitment = Recruitment cost
method-recruitment-words = Cost borne by the worker divided by net pay of the first full month, as the mean of a cohort. The name SDG 10.7.1 is kept for ratios of individual migrants. A debt D at a monthly interest i, repaid from what is left of the wage, a:
method-recruitment-formula = n = −ln(1 − D·i / a) / ln(1 + i);   i = 0: n = D / a;   a ≤ 0 or D·i ≥ a: the debt never ends
method-repeat = Repeating the result
method-repeat-words = The same inputs, ruleset, engine and seed give the same bytes. Randomness is seeded, sums run in a fixed order, and the functions e^[x] and ln are the same on every machine.
method-limits = Limits
method-limit-priors = The ruleset’s numbers are judgement, informed by published rates, until they are calibrated on labelled cases. The ranges say so.
method-limit-data = The report knows only what is in the files. A tier that nobody named is not in the sum; where one must exist it is drawn as a gap.
method-limit-legal = Laws ask their own questions. This edition answers none of them by itself; it gives the facts, the evidence and the gaps that they ask about.
method-limit-people = No worker is named in this report or its data. Where people may be in danger, their safety and wishes come before every other step: no contact, visit or notice to the supplier without a safety assessment.
method-limit-leaving = Leaving a supplier can hurt the very workers concerned. Engagement comes first, except where a state imposes the labour and leverage at the site does not exist.
regime-meaning-ordinary = working conditions as they usually are
regime-meaning-exploitative = bad conditions without coercion: long hours, low pay, poor housing
regime-meaning-coercive = people are kept at work by threat, debt, documents or force
factor-judgement = the ruleset’s own judgement
verification-none = not stated
verification-verified = checked against the source
verification-found = found in its source, not cross-checked
verification-secondary = from a secondary source
verification-unverified = not checked
verification-design = made for this product

## Glossary

glossary-title = Glossary
term-name-background = Background
term-meaning-background = What a place carries before anyone has looked at it.
term-name-band = Band
term-meaning-band = One of five steps from low to critical, from likelihood and severity together.
term-name-chain = Chain
term-meaning-chain = A path of links from a party to the subject.
term-name-class = Class
term-meaning-class = Involuntariness (work against one’s will) or coercion (menace of a penalty).
term-name-contribution = Contribution
term-meaning-contribution = A party’s part of the expected number of places: its likelihood times the share of worlds in which an event there reaches the subject.
term-name-coverage = Coverage
term-meaning-coverage = Share of what could be learnt about a place that evidence has covered, weighted by what each question can tell, by reliability and by age.
term-name-driver = Driver
term-meaning-driver = Something that raised or lowered a likelihood, with the change of log-odds it made.
term-name-evidence = Evidence
term-meaning-evidence = One dated observation about one place: an answer, an audit finding, an interview, a complaint, a document, a recruitment cohort, a match with a list.
term-name-expected = Expected places
term-meaning-expected = The sum of all contributions: how many places with the leading pattern are to be expected behind the subject.
term-name-exposed = Exposed share
term-meaning-exposed = The part of the input, by value or stated share, that comes from places with the pattern.
term-name-indicator = Indicator
term-meaning-indicator = One of the ILO indicators of forced labour. An indicator observed is not a finding of forced labour.
term-name-leaf = Leaf
term-meaning-leaf = The involuntary or the coercive side of an indicator.
term-name-likelihood = Likelihood
term-meaning-likelihood = Probability, on what is known, that something is present at a place.
term-name-link = Link
term-meaning-link = A sourced statement that one party supplies, serves, owns or recruits for another.
term-name-party = Party
term-meaning-party = A company, facility, farm, mine, vessel, trader or recruiter.
term-name-pattern = Pattern
term-meaning-pattern = What leaves amount to together; the leading one is involuntariness and coercion at one place.
term-name-range = Range
term-meaning-range = How far a likelihood may be off, declared by the ruleset and widened by what is not known.
term-name-reach = Reach
term-meaning-reach = Share of worlds in which at least one source reaches the subject; ρ: in which an event at one party would.
term-name-regime = Kind of place
term-meaning-regime = Ordinary, exploitative or coercive; not seen directly.
term-name-register = Register
term-meaning-register = The list of indicators observed, not observed or unknown, by party, leaf, group and period.
term-name-severity = Severity
term-meaning-severity = Scale, scope and irremediability of the harm.
term-name-source = Source
term-meaning-source = Of evidence: who says so. Of risk: a party at which the pattern may be present.
term-name-subject = Subject
term-meaning-subject = The party that the assessment is about.
term-name-tier = Tier
term-meaning-tier = Smallest number of links to the subject; own operations are 0.
term-name-transmission = Transmission
term-meaning-transmission = Probability that an event at the supplier end of a link carries over to the buyer.
term-name-unknown = Unknown
term-meaning-unknown = Not known; never “clear”.

## What the laws ask

requirements-title = What the laws ask
requirements-none = No checklist of a law or standard was asked for.
requirements-intro = For each law or standard this page says what the assessment already answers, from which evidence, and what is missing. **None of it is a legal verdict**: whether a duty is met is for authorities and courts to say.
requirements-note = "Satisfied" means that what the rule asks is shown by evidence in the files; "breached" that evidence shows the contrary; "unknown" that neither is shown. A company's own word without a document shows nothing. How well the wording of each rule was verified stands beside it; what was not verified should be read against the law before anything rests on it.
requirements-head = { $instrument }. Checklist { $name } { $version }; { $force }.
requirements-in-force = applies since { $date }
requirements-not-yet = applies from { $date } only
requirements-from = from { $date }
requirements-applies-satisfied = yes
requirements-applies-unknown = not known
requirements-applies-not_applicable = no
requirements-applies-missing = Whether it concerns the company is not known
requirements-missing = Missing:
requirements-recheck = recheck after { $date }
requirements-recheck-due = RECHECK, due since { $date }
column-requirement = law or standard
column-applies = concerns the company
column-rule = what is asked
column-outcome = answer
column-rests-on-or-missing = from what evidence, or what is missing
column-wording = wording verified
outcome-satisfied = satisfied
outcome-breached = breached
outcome-unknown = unknown
outcome-not_applicable = not applicable

point-stated = { $name } { $value }
point-needs_statement = an answer to: { $name }
point-needs_proof = a document behind the company's word: { $name }
point-needs_renewal = a newer answer than of { $value }: { $name }
point-no_subject = a subject: the assessment is about no single company
point-country_unknown = the country of { $count ->
    [one] one place
   *[other] { $count } places
}
point-region_unknown = the region within { $name } of { $count ->
    [one] one place
   *[other] { $count } places
}
point-located = { $count ->
    [one] one place
   *[other] { $count } places
} in { $name }
point-located_elsewhere = { $count ->
    [one] one place is
   *[other] { $count } places are
} known to lie elsewhere
point-goods_from = { $count ->
    [one] one place
   *[other] { $count } places
} in { $name } with goods under HS { $value }
point-goods_elsewhere = { $count ->
    [one] one place has
   *[other] { $count } places have
} no such goods from { $name }
point-goods_unknown = the goods of { $count ->
    [one] one place
   *[other] { $count } places
} in { $name }
point-goods_unstated = the goods of { $count ->
    [one] one place
   *[other] { $count } places
}
point-listed = { $count ->
    [one] one place is
   *[other] { $count } places are
} confirmed to be on the list: { $name }
point-unlisted = { $count ->
    [one] one place is
   *[other] { $count } places are
} not on the list: { $name }
point-match_undecided = a decision about { $count ->
    [one] one match
   *[other] { $count } matches
} with the list: { $name }
point-not_screened = a comparison with the list { $name } for { $count ->
    [one] one place
   *[other] { $count } places
}
point-list_incomplete = a complete list: what is held of { $name } ({ $value }) lacks names or is too old to clear { $count ->
    [one] one place
   *[other] { $count } places
}
point-traced = { $count ->
    [one] one place is
   *[other] { $count } places are
} traced further or to where raw materials begin
point-upstream_unknown = the suppliers of { $count ->
    [one] one place
   *[other] { $count } places
} at which the chain breaks off
point-input_undisclosed = the source of { $name } at { $count ->
    [one] one place
   *[other] { $count } places
}
point-links_verified = { $count ->
    [one] one link is
   *[other] { $count } links are
} verified
point-links_unverified = papers or a visit behind { $count ->
    [one] one link
   *[other] { $count } links
}
point-share_known = exposed share of the input: { $value }
point-share_unknown = input shares; the exposed share lies between { $value }
point-values_known = { $count ->
    [one] one direct supply has
   *[other] { $count } direct supplies have
} a yearly value
point-values_unknown = the yearly value of { $count ->
    [one] one direct supply
   *[other] { $count } direct supplies
}
point-observed = observed: { $name }
point-pattern_registered = registered pattern: { $name }
point-answered = { $name } { $value }
point-needs_answer = an answer to: { $name }
point-not_observed = { $count ->
    [one] one place:
   *[other] { $count } places:
} all answered, nothing observed
point-answers_missing = answers about { $name } at { $count ->
    [one] one place
   *[other] { $count } places
}
point-examined = { $count ->
    [one] one place
   *[other] { $count } places
} examined ({ $name })
point-not_examined = an examination of { $count ->
    [one] one place
   *[other] { $count } places
} ({ $name })
point-finding_ended = a later check shows it ended
point-finding_open = the end of an open finding: { $name }, first of { $value }
point-finding_overdue = open since { $value }: { $name }
point-scored = { $count ->
    [one] one place is
   *[other] { $count } places are
} assessed with enough coverage
point-not_scored = enough answers about { $count ->
    [one] one place
   *[other] { $count } places
}
point-ranked = { $count ->
    [one] one place is
   *[other] { $count } places are
} ranked by severity and likelihood
point-planned = { $count ->
    [one] one place has
   *[other] { $count } places have
} measures in the plan
point-not_planned = measures in a plan for { $count ->
    [one] one place
   *[other] { $count } places
}
point-fee_borne = borne by workers: { $name }
point-fee_not_borne = not borne by workers: { $name }
point-fee_unknown = who paid, and how much: { $name }
point-fee_unproved = receipts or interviews behind the employer's word: { $name }
point-cost_below = { $value } months of earnings
point-cost_above = { $value } months of earnings
point-cost_unknown = what workers paid in all, and the interest of their loans
point-term_kept = kept: { $name }
point-term_broken = not kept: { $name }
point-term_unknown = whether kept: { $name }
point-term-contract_understood = contract in a language that workers understand
point-term-contract_kept = contract not replaced on arrival
point-term-documents_with_workers = documents in workers' own hands
point-term-free_to_leave = free to leave the job
point-term-no_deposit = no deposit
point-term-no_tying_debt = no debt that ties to the employer
point-repaid = all paid back
point-repayment_open = repayment of { $value } per worker
point-repayment_overdue = { $value } per worker not paid back
point-cost_plausible = agrees with what is published for the corridor, { $value }
point-cost_implausible = receipts or interviews: the stated cost is far below what is published for the corridor, { $value }
point-no_cohorts = recruitment cohorts

## What interviews show together

interviews-title = What interviews show together
interviews-none = No interview records about one person or one group of workers answer the operational indicators.
interviews-intro = Indicators positive in dimensions of the operational indicators of trafficking (ILO and European Commission, 2009, adults, labour exploitation), round by round, **for specialist review**. The scheme is asked of interview records about one person or one group of workers in the same position, never of policies or audits.
interviews-note = A positive dimension is a hint and no finding about a person; whether somebody was trafficked is for a competent body to say. "Open" dimensions depend on indicators that were not asked about.
interviews-no-positive = none
interviews-open-all = all others
interviews-class-open = not settled by what is known
interviews-mixed = not read: answers about all workers cannot be told apart by group
interviews-children = not read: for workers under 18 another list applies
column-round = group and round
column-positive = positive dimensions, with the indicators present
column-open = open dimensions
column-together = together
