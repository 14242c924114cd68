# English texts of the checklist eu-2024-3015.

ruleset-title = European Union: Forced Labour Regulation
ruleset-description = Products made with forced labour may not be placed on the Union market or exported from it, whatever their origin, with no threshold of size. Authorities must show the violation; a company is asked what it knows and did.

rule-severity-ranked = Places are ranked by severity and likelihood.
rule-volumes-known = The value of what each direct supplier delivers is known.
rule-share-known = The share of the suspected part in the product is known to within ten percentage points.
rule-no-registered-pattern = At no place of the chain involuntary work and coercion are registered together; every indicator is answered.
rule-no-state-imposed-labour = No place of the chain shows labour imposed by the state.
rule-chain-traced = The chain is traced back to where raw materials begin.
rule-high-risk-examined = Places in high or critical bands were examined on the spot, unannounced, or through their workers.
rule-measures-planned = Places in high or critical bands have measures in a plan.
rule-findings-ended = What was observed was brought to an end within a year.
rule-remedy-in-place = There is a process by which harm is remedied.
rule-complaints-open = A complaints procedure is open to workers of suppliers.
rule-due-diligence = Due diligence for forced labour is part of the management systems.
rule-products-identified = The products are identified by their customs codes.
rule-reply-in-time = The company could describe its measures within 30 working days.
rule-owner-named = Somebody is named who answers an authority.
