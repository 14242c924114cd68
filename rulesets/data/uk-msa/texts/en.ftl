# English texts of the checklist uk-msa.

ruleset-title = United Kingdom: Modern Slavery Act, transparency in supply chains
ruleset-description = Commercial organisations with a turnover of GBP 36 m or more publish a statement each year, approved by the board and signed by a director.

rule-statement-published = The yearly statement was published.
rule-statement-approved = The board approved it.
rule-statement-signed = A director signed it.
rule-statement-linked = The home page links to it.
rule-structure-described = Structure, business and supply chains are described.
rule-policies-in-place = There is a policy to describe.
rule-due-diligence-in-place = There are due-diligence processes to describe.
rule-risky-parts-known = The parts of business and chain with a risk are known and ranked.
rule-effectiveness-measured = Effectiveness is measured against indicators.
rule-training-given = Staff were trained.
rule-indicators-reported = At direct suppliers the ILO indicators are answered and none is observed.
rule-partners-engaged = Partners and those concerned were engaged.
rule-complaints-reported = A complaints procedure can be reported.
rule-checks-reported = Direct suppliers were audited, or their workers interviewed, in the last two years.
rule-remediation-reported = Remediation can be reported.
