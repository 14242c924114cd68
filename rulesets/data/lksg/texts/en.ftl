# English texts of the checklist lksg.

ruleset-title = Germany: Supply Chain Due Diligence Act
ruleset-description = Companies with many employees in Germany must manage risks to human rights in their own operations and at direct suppliers, and act on what they learn of indirect ones.

rule-risk-management = Risk management is part of all relevant business processes.
rule-responsible-person = A named function watches over risk management.
rule-risk-analysis-yearly = A risk analysis was made in the last year and taken to management.
rule-risk-analysis-on-occasion = The risk analysis was renewed when business or suppliers changed much, or new risks became known.
rule-direct-suppliers-assessed = Every direct supplier is assessed with enough coverage.
rule-risks-prioritised = Risks are weighed and prioritised.
rule-policy-statement = A policy statement is adopted.
rule-prevention-in-place = Preventive measures are in place.
rule-supplier-contracts = Contracts with direct suppliers pass expectations on.
rule-training-given = Training was given.
rule-violations-ended = What was observed was brought to an end or minimised within a year.
rule-remedy-planned = Where harm cannot be ended soon, a plan says how it will be.
rule-complaints-procedure = A complaints procedure is open.
rule-indirect-suppliers-examined = Indirect suppliers with signs of violations were examined.
rule-measures-effective = The effectiveness of the measures was reviewed in the last year.
rule-documented = The fulfilment of the duties is documented and kept for seven years.
