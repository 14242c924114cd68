# Kyrgyz texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Канада: Жеткирүү чынжырларындагы мажбурлап иштетүү жана балдар эмгегине каршы күрөшүү жөнүндө мыйзам
ruleset-description = Белгилүү өлчөмдөгү уюмдар жыл сайын 31-майга чейин мажбурлап иштетүүнүн жана балдар эмгегинин алдын алуу жана азайтуу үчүн эмне кылганын кабарлайт.

rule-report-made = Жылдык отчет түзүлүп, жарыяланды.
rule-questionnaire-filed = Отчет менен бирге суроо барагы тапшырылды.
rule-structure-described = Түзүлүш, ишмердик жана жеткирүү чынжырлары сүрөттөлгөн.
rule-policies-described = Сүрөттөй турган эрежелер жана тийиштүү кылдаттык процесстери бар.
rule-risky-parts-known = Иштин жана чынжырдын тобокелдиги бар бөлүктөрү белгилүү.
rule-risks-described = Тобокелдиктер жана аларды башкаруу сүрөттөлгөн.
rule-remediation-described = Мажбурлап иштетүүдөн жана балдар эмгегинен келген зыяндын ордун толтуруу чараларын сүрөттөөгө болот.
rule-findings-remedied = Байкалган нерсе бир жыл ичинде оңдолду.
rule-income-loss-remedied = Аялуу үй-бүлөлөр жоготкон кирешенин орду толтурулду.
rule-training-given = Кызматкерлер окутулду.
rule-effectiveness-assessed = Натыйжалуулук бааланды.
rule-report-approved = Башкаруу органы отчетту жактырды.
rule-report-signed = Башкаруу органынын мүчөсү ага кол койду.
