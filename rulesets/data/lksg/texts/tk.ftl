# Turkmen texts of lksg. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Germaniýa: Üpjünçilik zynjyrlarynda degişli ägälik baradaky kanun
ruleset-description = Germaniýada işgäri köp kompaniýalar öz işinde we göni üpjün edijilerde adam hukuklaryna howplary dolandyrmaly, gytaklaýyn üpjün edijiler barada bilýänine görä hereket etmeli.

rule-risk-management = Töwekgelçiligi dolandyrmak ähli möhüm işlere girýär.
rule-responsible-person = Töwekgelçiligi dolandyrmaga bellenen wezipe gözegçilik edýär.
rule-risk-analysis-yearly = Soňky ýylda töwekgelçilik derňewi geçirilip, ýolbaşçylyga ýetirildi.
rule-risk-analysis-on-occasion = Iş ýa-da üpjün edijiler köp üýtgände ýa-da täze töwekgelçilikler mälim bolanda töwekgelçilik derňewi täzelendi.
rule-direct-suppliers-assessed = Her göni üpjün ediji ýeterlik gurşaw bilen bahalandyryldy.
rule-risks-prioritised = Töwekgelçilikler ölçerilip, tertiplendi.
rule-policy-statement = Ýörelgeler barada beýannama kabul edildi.
rule-prevention-in-place = Öňüni alyş çäreleri bar.
rule-supplier-contracts = Göni üpjün edijiler bilen şertnamalar talaplary indikilere geçirýär.
rule-training-given = Okuw geçirildi.
rule-violations-ended = Görlen zat bir ýylyň dowamynda bes edildi ýa-da azaldyldy.
rule-remedy-planned = Zyýany tiz bes edip bolmaýan ýerde meýilnama munuň nähili ediljekdigini aýdýar.
rule-complaints-procedure = Şikaýat tertibi açyk.
rule-indirect-suppliers-examined = Bozulma alamatlary bar gytaklaýyn üpjün edijiler barlandy.
rule-measures-effective = Çäreleriň netijeliligi soňky ýylda barlandy.
rule-documented = Borçlaryň ýerine ýetirilişi ýazylyp, ýedi ýyl saklanýar.
