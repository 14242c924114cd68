# English texts of the checklist for the Uyghur Forced Labor Prevention Act.

ruleset-title = United States: Uyghur Forced Labor Prevention Act
ruleset-description = Goods made wholly or in part in Xinjiang, or by a listed entity, are presumed to be made with forced labour and may not enter the United States. An importer shows that there is no such link, or that the presumption does not hold.

rule-origin-outside-region = No place of the chain lies in Xinjiang.
rule-entities-unlisted = No party of the chain is on the UFLPA Entity List.
rule-chain-traced = The chain is traced back to where raw materials begin.
rule-links-documented = Every link over which goods flow is verified by papers or a visit.
rule-chain-papers = Orders, invoices, transport papers and proof of payment exist for each step.
rule-parties-charted = A chart shows all parties with their roles.
rule-file-readable = The file is in English, with a summary and a table of contents.
rule-production-recorded = Production records tie inputs to the goods, tier by tier.
rule-due-diligence-system = A due-diligence system is in place.
rule-chain-managed = Contracts and measures towards suppliers rule out forced labour.
rule-no-forced-labour-at-chinese-sites = Each indicator is answered, and none observed, at every site in China.
rule-priority-goods-examined = Sites in China that make goods of priority sectors were examined on the spot, unannounced, or through their workers.
