# Russian texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Норвегия: закон о прозрачности
ruleset-description = Крупные предприятия проявляют должную осмотрительность в отношении прав человека и достойного труда, публикуют отчёт и отвечают каждому, кто спросит.

rule-responsibility-embedded = Ответственность закреплена в правилах.
rule-impacts-identified = Каждый прямой поставщик оценён с достаточным охватом.
rule-impacts-ranked = Вред упорядочен по тяжести и вероятности.
rule-measures-planned = Для мест высокого или критического уровня риска в плане есть меры.
rule-impacts-ended = То, что наблюдалось, прекращено в течение года.
rule-results-tracked = Итоги мер отслеживаются.
rule-stakeholders-informed = Затронутые люди выслушаны и извещены.
rule-remedy-in-place = Есть порядок, по которому вред возмещается.
rule-account-published = Годовой отчёт опубликован.
rule-account-describes = В нём описаны действительный вред, значительные риски, меры и их итоги.
rule-account-signed = Он подписан.
rule-requests-answered = На запросы сведений отвечают письменно и в срок.
