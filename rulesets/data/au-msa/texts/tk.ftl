# Turkmen texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Awstraliýa: Häzirki zaman gulçulygy baradaky kanun
ruleset-description = Jemlenen girdejisi 100 mln AUD we ondan köp guramalar her ýyl ýedi ölçeg boýunça beýannama berýär.

rule-statement-given = Ýyllyk beýannama berildi.
rule-structure-described = Gurluş, işler we üpjünçilik zynjyrlary beýan edildi.
rule-risks-known = Işlerdäki we üpjünçilik zynjyrlaryndaky töwekgelçilikler mälim we tertiplendi.
rule-risks-described = Töwekgelçilikler beýan edildi.
rule-actions-taken = Ýokary ýa-da örän howply derejedäki ýerler üçin meýilnamada çäreler bar.
rule-due-diligence-in-place = Degişli ägälik işleýär we ony beýan edip bolýar.
rule-remediation-in-place = Zyýanyň öwezini dolmak tertibi bar.
rule-findings-ended = Görlen zat bir ýylyň dowamynda bes edildi.
rule-effectiveness-assessed = Hereketleriň netijeliligi bahalandyrylýar.
rule-entities-consulted = Eýeçilik edilýän we dolandyrylýan guramalaryň pikiri soraldy.
rule-statement-approved = Esasy dolandyryş edarasy beýannamany makullady.
rule-statement-signed = Jogapkär agza oňa gol çekdi.
