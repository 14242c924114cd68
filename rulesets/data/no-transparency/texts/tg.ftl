# Tajik texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Тарҷумаи мошинӣ, соҳибзабон насанҷидааст.

ruleset-title = Норвегия: Қонун дар бораи шаффофият
ruleset-description = Корхонаҳои калон оид ба ҳуқуқи инсон ва меҳнати муносиб эҳтиёткории зарурӣ нишон медиҳанд, ҳисобот нашр мекунанд ва ба ҳар пурсанда ҷавоб медиҳанд.

rule-responsibility-embedded = Масъулият дар қоидаҳо мустаҳкам шудааст.
rule-impacts-identified = Ҳар таъминкунандаи бевосита бо фарогирии кофӣ баҳо дода шудааст.
rule-impacts-ranked = Зарар аз рӯйи вазнинӣ ва эҳтимол мураттаб шудааст.
rule-measures-planned = Барои ҷойҳои дараҷаи баланд ё бениҳоят хатарнок дар нақша чораҳо ҳастанд.
rule-impacts-ended = Он чи мушоҳида шуд, дар давоми як сол қатъ шуд.
rule-results-tracked = Натиҷаҳои чораҳо пайгирӣ мешаванд.
rule-stakeholders-informed = Одамони дахлдор шунида ва огоҳ карда шуданд.
rule-remedy-in-place = Тартиби ҷуброни зарар ҳаст.
rule-account-published = Ҳисоботи солона нашр шудааст.
rule-account-describes = Дар он зарари воқеӣ, хатарҳои ҷиддӣ, чораҳо ва натиҷаҳо тавсиф шудаанд.
rule-account-signed = Он имзо шудааст.
rule-requests-answered = Ба дархостҳои маълумот хаттӣ ва сари вақт ҷавоб дода мешавад.
