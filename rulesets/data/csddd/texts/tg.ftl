# Tajik texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Иттиҳоди Аврупо: Дастур дар бораи эҳтиёткории зарурии ширкатҳо дар соҳаи устуворӣ
ruleset-description = Ширкатҳои бисёр калон бояд зарарро дар занҷирҳои худ ёбанд, пешгирӣ, қатъ ва ҷуброн кунанд. Қонунҳои миллӣ инро бо сухани худ мегӯянд.

rule-due-diligence-integrated = Эҳтиёткории зарурӣ ба қоидаҳо ва низоми идоракунӣ дохил мешавад.
rule-policy-adopted = Сиёсати эҳтиёткории зарурӣ қабул шудааст.
rule-impacts-mapped = Занҷир то ҷойи оғози ашёи хом дар харита оварда шудааст.
rule-severe-risks-examined = Дар ҷойе, ки зарар аз ҳама вазнин ва эҳтимолнок аст, ҷойҳо амиқ санҷида шуданд.
rule-impacts-prioritised = Зарар аз рӯйи вазнинӣ ва эҳтимол ба тартиб дароварда шудааст.
rule-prevention-planned = Барои ҷойҳои дараҷаи баланд ё бениҳоят хатарнок дар нақша чораҳо ҳастанд.
rule-contracts-in-place = Шартномаҳо бо таъминкунандагон вазифаро ба дигарон мегузаронанд.
rule-impacts-ended = Он чи мушоҳида шуд, дар давоми як сол қатъ шуд.
rule-remedy-provided = Тартиби ҷуброни зарар ҳаст.
rule-stakeholders-engaged = Назари коргарон, намояндагони онҳо ё дигар одамони дахлдор пурсида шуд.
rule-complaints-open = Тартиби шикоят барои коргарони таъминкунандагон кушода аст.
rule-measures-monitored = Самаранокии чораҳо дар панҷ соли охир санҷида шуд.
rule-report-published = Ҳисоботи солона нашр шудааст.
