# Kyrgyz texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Австралия: Азыркы кулчулук жөнүндө мыйзам
ruleset-description = Бириктирилген кирешеси 100 млн AUD жана андан көп уюмдар жыл сайын жети критерий боюнча билдирүү берет.

rule-statement-given = Жылдык билдирүү берилди.
rule-structure-described = Түзүлүш, жумуш жана жеткирүү чынжырлары сүрөттөлгөн.
rule-risks-known = Жумуштагы жана жеткирүү чынжырларындагы тобокелдиктер белгилүү жана иреттелген.
rule-risks-described = Тобокелдиктер сүрөттөлгөн.
rule-actions-taken = Жогору же өтө кооптуу деңгээлдеги жерлер үчүн планда чаралар бар.
rule-due-diligence-in-place = Тийиштүү кылдаттык иштейт жана аны сүрөттөөгө болот.
rule-remediation-in-place = Зыяндын ордун толтуруу тартиби бар.
rule-findings-ended = Байкалган нерсе бир жыл ичинде токтотулду.
rule-effectiveness-assessed = Аракеттердин натыйжалуулугу бааланат.
rule-entities-consulted = Ээлик кылган жана башкарган уюмдардын пикири суралды.
rule-statement-approved = Негизги башкаруу органы билдирүүнү жактырды.
rule-statement-signed = Жооптуу мүчө ага кол койду.
