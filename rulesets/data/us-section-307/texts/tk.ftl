# Turkmen texts of us-section-307. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = ABŞ: Tarifler kanunynyň 307-nji maddasy
ruleset-description = Doly ýa-da bölekleýin mejbury zähmet bilen ýasalan harydy getirmek bolmaýar. Gümrük olary saklamak buýruklary we netijeler bilen saklaýar; importçy harydyň ýaramlydygyny, öndüriji her görkeziji boýunça zyýanyň aradan aýrylandygyny görkezýär.

rule-no-turkmen-cotton = Türkmenistandaky hiç bir ýer pagta ýa-da ondan ýasalan haryt öndürmeýär we ibermeýär.
rule-orders-unlisted = Zynjyryň hiç bir tarapy harydy saklamak buýrugynda ýa-da netijede agzalmady.
rule-eleven-indicators-answered = Şeýle buýruklary bar ýurduň her ýerinde HZG-niň on bir görkezijisine jogap bar we hiç biri görülmeýär.
rule-audits-unannounced = Ýokary ýa-da örän howply derejedäki ýerlerde soňky iki ýylda habar berilmedik garaşsyz audit boldy.
rule-findings-remediated = Görlenleriň hiç biri açyk galmady.
rule-chain-mapped = Öndürijiler, fabrikler, hojalyklar we gaýtadan işleýjiler karta girizildi.
rule-policy-and-proof = Mejbury zähmet boýunça syýasat kabul edildi, çäreleriň netijeliligi barlandy.
rule-remediation-plan = Zyýanyň öwezini dolmak tertibi bar.
rule-seller-certificate = Daşary ýurtly satyjy gelip çykyş güwänamasyna gol çekdi.
rule-importer-statement = Importçy gelip çykyşyň we zähmetiň nähili barlanandygyny beýan etdi.
