# Turkmen texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Norwegiýa: Aýdyňlyk baradaky kanun
ruleset-description = Iri kärhanalar adam hukuklary we mynasyp zähmet boýunça degişli ägälik görkezýär, hasabat çap edýär we soran her kime jogap berýär.

rule-responsibility-embedded = Jogapkärçilik düzgünlerde berkidildi.
rule-impacts-identified = Her göni üpjün ediji ýeterlik gurşaw bilen bahalandyryldy.
rule-impacts-ranked = Zyýan agyrlyk we ähtimallyk boýunça saýlanyp tertiplendi.
rule-measures-planned = Ýokary ýa-da örän howply derejedäki ýerler üçin meýilnamada çäreler bar.
rule-impacts-ended = Görlen zat bir ýylyň dowamynda bes edildi.
rule-results-tracked = Çäreleriň netijeleri yzarlanýar.
rule-stakeholders-informed = Dahylly adamlar diňlenip, habarly edildi.
rule-remedy-in-place = Zyýanyň öwezini dolmak tertibi bar.
rule-account-published = Ýyllyk hasabat çap edildi.
rule-account-describes = Onda hakyky zyýan, düýpli töwekgelçilikler, çäreler we netijeler beýan edildi.
rule-account-signed = Oňa gol çekildi.
rule-requests-answered = Maglumat soraglaryna ýazmaça we wagtynda jogap berilýär.
