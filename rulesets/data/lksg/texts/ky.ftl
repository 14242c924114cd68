# Kyrgyz texts of lksg. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Германия: Жеткирүү чынжырларындагы тийиштүү кылдаттык жөнүндө мыйзам
ruleset-description = Германияда кызматкери көп компаниялар өз ишинде жана түз жеткирүүчүлөрдө адам укуктарына келген тобокелдиктерди башкарышы, кыйыр жеткирүүчүлөр жөнүндө билгенине жараша аракет кылышы керек.

rule-risk-management = Тобокелдикти башкаруу бардык маанилүү процесстерге кирет.
rule-responsible-person = Тобокелдикти башкарууну аталган кызмат орду көзөмөлдөйт.
rule-risk-analysis-yearly = Акыркы жылда тобокелдик талдоосу жасалып, жетекчиликке жеткирилди.
rule-risk-analysis-on-occasion = Иш же жеткирүүчүлөр катуу өзгөргөндө же жаңы тобокелдиктер белгилүү болгондо тобокелдик талдоосу жаңыланды.
rule-direct-suppliers-assessed = Ар бир түз жеткирүүчү жетиштүү камтуу менен бааланган.
rule-risks-prioritised = Тобокелдиктер салмакталып, иреттелген.
rule-policy-statement = Принциптер жөнүндө билдирүү кабыл алынган.
rule-prevention-in-place = Алдын алуу чаралары бар.
rule-supplier-contracts = Түз жеткирүүчүлөр менен келишимдер талаптарды ары өткөрөт.
rule-training-given = Окутуу өткөрүлдү.
rule-violations-ended = Байкалган нерсе бир жыл ичинде токтотулду же азайтылды.
rule-remedy-planned = Зыянды бат токтотууга болбогон жерде план муну кантип жасоону айтат.
rule-complaints-procedure = Арыз тартиби ачык.
rule-indirect-suppliers-examined = Бузуу белгилери бар кыйыр жеткирүүчүлөр текшерилди.
rule-measures-effective = Чаралардын натыйжалуулугу акыркы жылда текшерилди.
rule-documented = Милдеттердин аткарылышы жазылып, жети жыл сакталат.
