# English texts of the checklist no-transparency.

ruleset-title = Norway: Transparency Act
ruleset-description = Larger enterprises carry out due diligence for human rights and decent work, publish an account, and answer whoever asks.

rule-responsibility-embedded = Responsibility is embedded in policies.
rule-impacts-identified = Every direct supplier is assessed with enough coverage.
rule-impacts-ranked = Impacts are ranked by severity and likelihood.
rule-measures-planned = Places in high or critical bands have measures in a plan.
rule-impacts-ended = What was observed was brought to an end within a year.
rule-results-tracked = Results of the measures are tracked.
rule-stakeholders-informed = Those concerned were consulted and informed.
rule-remedy-in-place = There is a process by which harm is remedied.
rule-account-published = The yearly account was published.
rule-account-describes = It describes actual harm, significant risks, measures and results.
rule-account-signed = It is signed.
rule-requests-answered = Requests for information are answered in writing and in time.
