# English texts of the checklist au-msa.

ruleset-title = Australia: Modern Slavery Act
ruleset-description = Entities with a consolidated revenue of AUD 100 m or more give a statement each year on seven criteria.

rule-statement-given = The yearly statement was given.
rule-structure-described = Structure, operations and supply chains are described.
rule-risks-known = Risks in operations and supply chains are known and ranked.
rule-risks-described = Risks are described.
rule-actions-taken = Places in high or critical bands have measures in a plan.
rule-due-diligence-in-place = Due diligence is in place to describe.
rule-remediation-in-place = There is a process by which harm is remedied.
rule-findings-ended = What was observed was brought to an end within a year.
rule-effectiveness-assessed = Effectiveness of the actions is assessed.
rule-entities-consulted = Owned and controlled entities were consulted.
rule-statement-approved = The principal governing body approved the statement.
rule-statement-signed = A responsible member signed it.
