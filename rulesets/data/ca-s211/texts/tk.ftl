# Turkmen texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Kanada: Üpjünçilik zynjyrlarynda mejbury zähmete we çaga zähmetine garşy göreş baradaky kanun
ruleset-description = Belli ölçegdäki guramalar her ýyl 31-nji maýa çenli mejbury zähmetiň we çaga zähmetiniň öňüni almak we azaltmak üçin näme edendigini habar berýär.

rule-report-made = Ýyllyk hasabat düzülip, çap edildi.
rule-questionnaire-filed = Hasabat bilen sowalnama tabşyryldy.
rule-structure-described = Gurluş, işleýiş we üpjünçilik zynjyrlary beýan edildi.
rule-policies-described = Beýan edip boljak düzgünler we degişli ägälik işleri bar.
rule-risky-parts-known = Işiň we zynjyryň töwekgelçiligi bar bölekleri mälim.
rule-risks-described = Töwekgelçilikler we olaryň dolandyrylyşy beýan edildi.
rule-remediation-described = Mejbury zähmetden we çaga zähmetinden ýeten zyýanyň öwezini dolmak çärelerini beýan edip bolýar.
rule-findings-remedied = Görlen zat bir ýylyň dowamynda düzedildi.
rule-income-loss-remedied = Ejiz maşgalalaryň ýitiren girdejisiniň öwezi dolundy.
rule-training-given = Işleýänlere okuw berildi.
rule-effectiveness-assessed = Netijelilik bahalandyryldy.
rule-report-approved = Dolandyryş edarasy hasabaty makullady.
rule-report-signed = Dolandyryş edarasynyň agzasy oňa gol çekdi.
