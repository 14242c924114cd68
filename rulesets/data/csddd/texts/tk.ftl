# Turkmen texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Ýewropa Bileleşigi: Kompaniýalaryň durnuklylyk babatda degişli ägäligi baradaky görkezme
ruleset-description = Örän iri kompaniýalar öz zynjyrlaryndaky zyýany tapmaly, öňüni almaly, bes etmeli we öwezini dolmaly. Milli kanunlar muny öz sözi bilen aýdar.

rule-due-diligence-integrated = Degişli ägälik düzgünlere we dolandyryş ulgamlaryna girýär.
rule-policy-adopted = Degişli ägälik syýasaty kabul edildi.
rule-impacts-mapped = Zynjyr çig malyň başlanýan ýerine çenli karta girizildi.
rule-severe-risks-examined = Zyýanyň iň agyr we ähtimal bolan ýerleri çuňňur barlandy.
rule-impacts-prioritised = Zyýan agyrlygy we ähtimallygy boýunça tertiplendi.
rule-prevention-planned = Ýokary ýa-da örän howply derejedäki ýerler üçin meýilnamada çäreler bar.
rule-contracts-in-place = Üpjün edijiler bilen şertnamalar borjy indikilere geçirýär.
rule-impacts-ended = Görlen zat bir ýylyň dowamynda bes edildi.
rule-remedy-provided = Zyýanyň öwezini dolmak tertibi bar.
rule-stakeholders-engaged = Işgärleriň, olaryň wekilleriniň ýa-da dahylly beýleki adamlaryň pikiri soraldy.
rule-complaints-open = Şikaýat tertibi üpjün edijileriň işgärlerine açyk.
rule-measures-monitored = Çäreleriň netijeliligi soňky bäş ýylda barlandy.
rule-report-published = Ýyllyk hasabat çap edildi.
