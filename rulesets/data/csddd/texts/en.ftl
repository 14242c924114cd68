# English texts of the checklist csddd.

ruleset-title = European Union: Corporate Sustainability Due Diligence Directive
ruleset-description = Very large companies must find, prevent, end and remedy adverse impacts in their chains. National laws will say it in their own words.

rule-due-diligence-integrated = Due diligence is part of policies and management systems.
rule-policy-adopted = A due-diligence policy is adopted.
rule-impacts-mapped = The chain is mapped back to where raw materials begin.
rule-severe-risks-examined = Where impacts are most severe and likely, places were examined in depth.
rule-impacts-prioritised = Impacts are prioritised by severity and likelihood.
rule-prevention-planned = Places in high or critical bands have measures in a plan.
rule-contracts-in-place = Contracts with suppliers pass the duty on.
rule-impacts-ended = What was observed was brought to an end within a year.
rule-remedy-provided = There is a process by which harm is remedied.
rule-stakeholders-engaged = Workers, their representatives or others concerned were consulted.
rule-complaints-open = A complaints procedure is open to workers of suppliers.
rule-measures-monitored = The effectiveness of the measures was reviewed in the last five years.
rule-report-published = The yearly report was published.
