# Kyrgyz texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Улуу Британия: Азыркы кулчулук жөнүндө мыйзам, жеткирүү чынжырларынын ачыктыгы
ruleset-description = Жүгүртүүсү 36 млн GBP жана андан көп коммерциялык уюмдар жыл сайын кеңеш жактырган жана директор кол койгон билдирүү жарыялайт.

rule-statement-published = Жылдык билдирүү жарыяланды.
rule-statement-approved = Кеңеш аны жактырды.
rule-statement-signed = Директор ага кол койду.
rule-statement-linked = Сайттын башкы барагында ага шилтеме бар.
rule-structure-described = Түзүлүш, иш жана жеткирүү чынжырлары сүрөттөлгөн.
rule-policies-in-place = Сүрөттөй турган саясат бар.
rule-due-diligence-in-place = Сүрөттөй турган тийиштүү кылдаттык процесстери бар.
rule-risky-parts-known = Иштин жана чынжырдын тобокелдиги бар бөлүктөрү белгилүү жана иреттелген.
rule-effectiveness-measured = Натыйжалуулук көрсөткүчтөр менен өлчөнөт.
rule-training-given = Персонал окутулду.
rule-indicators-reported = Түз жеткирүүчүлөрдө ЭЭУ белгилерине жооп бар жана бири да байкалбайт.
rule-partners-engaged = Өнөктөштөр жана тиешеси бар адамдар тартылды.
rule-complaints-reported = Арыз тартиби жөнүндө кабарлоого болот.
rule-checks-reported = Акыркы эки жылда түз жеткирүүчүлөрдө аудит болду же жумушчулары суралды.
rule-remediation-reported = Зыяндын ордун толтуруу жөнүндө кабарлоого болот.
