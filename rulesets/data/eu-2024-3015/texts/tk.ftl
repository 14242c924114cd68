# Turkmen texts of eu-2024-3015. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Ýewropa Bileleşigi: Mejbury zähmet baradaky düzgünnama
ruleset-description = Mejbury zähmet bilen ýasalan harydy, nireden bolsa-da we ölçeg çägi bolmazdan, Bileleşigiň bazaryna çykarmak ýa-da ondan äkitmek bolmaýar. Bozulmany edara subut edýär; kompaniýadan nämäni bilýändigi we näme edendigi soralýar.

rule-severity-ranked = Ýerler agyrlygy we ähtimallygy boýunça tertiplendi.
rule-volumes-known = Her göni üpjün edijiniň berýän zadynyň gymmaty mälim.
rule-share-known = Harytdaky şübheli bölegiň paýy on göterim bendine çenli takyklykda mälim.
rule-no-registered-pattern = Zynjyryň hiç bir ýerinde islegsiz iş we mejburlama bile bellige alynmady; her görkezijä jogap bar.
rule-no-state-imposed-labour = Zynjyryň hiç bir ýerinde döwlet tarapyndan mejbur edilýän zähmet ýok.
rule-chain-traced = Zynjyr çig malyň başlanýan ýerine çenli yzarlandy.
rule-high-risk-examined = Ýokary ýa-da örän howply derejedäki ýerler habar bermän baryp ýa-da işgärleriniň üsti bilen barlandy.
rule-measures-planned = Ýokary ýa-da örän howply derejedäki ýerler üçin meýilnamada çäreler bar.
rule-findings-ended = Görlen zat bir ýylyň dowamynda bes edildi.
rule-remedy-in-place = Zyýanyň öwezini dolmak tertibi bar.
rule-complaints-open = Şikaýat tertibi üpjün edijileriň işgärlerine açyk.
rule-due-diligence = Mejbury zähmet boýunça degişli ägälik dolandyryş ulgamlaryna girýär.
rule-products-identified = Harytlar gümrük kodlary bilen bellendi.
rule-reply-in-time = Kompaniýa öz çärelerini 30 iş gününde beýan edip bilerdi.
rule-owner-named = Edara jogap berýän adam bellendi.
