# Kyrgyz texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Европа биримдиги: Компаниялардын туруктуулук чөйрөсүндөгү тийиштүү кылдаттыгы жөнүндө директива
ruleset-description = Өтө ири компаниялар өз чынжырларындагы зыянды таап, алдын алып, токтотуп, ордун толтурушу керек. Улуттук мыйзамдар муну өз сөзү менен айтат.

rule-due-diligence-integrated = Тийиштүү кылдаттык эрежелерге жана башкаруу тутумдарына кирет.
rule-policy-adopted = Тийиштүү кылдаттык саясаты кабыл алынган.
rule-impacts-mapped = Чынжыр чийки зат башталган жерге чейин картага түшүрүлгөн.
rule-severe-risks-examined = Зыян эң оор жана ыктымал жерде орундар терең текшерилди.
rule-impacts-prioritised = Зыян оордугу жана ыктымалдуулугу боюнча иреттелген.
rule-prevention-planned = Жогору же өтө кооптуу деңгээлдеги жерлер үчүн планда чаралар бар.
rule-contracts-in-place = Жеткирүүчүлөр менен келишимдер милдетти ары өткөрөт.
rule-impacts-ended = Байкалган нерсе бир жыл ичинде токтотулду.
rule-remedy-provided = Зыяндын ордун толтуруу тартиби бар.
rule-stakeholders-engaged = Жумушчулардын, алардын өкүлдөрүнүн же тиешеси бар башка адамдардын пикири суралды.
rule-complaints-open = Арыз тартиби жеткирүүчүлөрдүн жумушчуларына ачык.
rule-measures-monitored = Чаралардын натыйжалуулугу акыркы беш жылда текшерилди.
rule-report-published = Жылдык отчет жарыяланды.
