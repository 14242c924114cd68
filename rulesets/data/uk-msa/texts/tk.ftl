# Turkmen texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Beýik Britaniýa: Häzirki zaman gulçulygy baradaky kanun, üpjünçilik zynjyrlarynyň açyklygy
ruleset-description = Dolanyşygy 36 mln GBP we ondan köp täjirçilik guramalary her ýyl geňeş makullan we direktor gol çeken beýannama çap edýär.

rule-statement-published = Ýyllyk beýannama çap edildi.
rule-statement-approved = Geňeş ony makullady.
rule-statement-signed = Direktor oňa gol çekdi.
rule-statement-linked = Saýtyň baş sahypasynda oňa salgylanma bar.
rule-structure-described = Gurluş, iş we üpjünçilik zynjyrlary beýan edildi.
rule-policies-in-place = Beýan edip boljak syýasat bar.
rule-due-diligence-in-place = Beýan edip boljak degişli ägälik işleri bar.
rule-risky-parts-known = Işiň we zynjyryň töwekgelçiligi bar bölekleri mälim we tertiplendi.
rule-effectiveness-measured = Netijelilik görkezijiler bilen ölçelýär.
rule-training-given = Işgärler okadyldy.
rule-indicators-reported = Göni üpjün edijilerde HZG görkezijilerine jogap bar we hiç biri görülmeýär.
rule-partners-engaged = Hyzmatdaşlar we dahylly adamlar çekildi.
rule-complaints-reported = Şikaýat tertibi barada habar berip bolýar.
rule-checks-reported = Soňky iki ýylda göni üpjün edijilerde audit boldy ýa-da işgärlerinden soraldy.
rule-remediation-reported = Zyýanyň öwezini dolmak barada habar berip bolýar.
