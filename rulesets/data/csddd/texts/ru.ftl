# Russian texts of csddd. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Европейский союз: Директива о должной осмотрительности компаний в области устойчивости
ruleset-description = Очень крупные компании должны находить, предупреждать, прекращать и возмещать вред в своих цепочках. Национальные законы скажут это своими словами.

rule-due-diligence-integrated = Должная осмотрительность входит в правила и системы управления.
rule-policy-adopted = Принята политика должной осмотрительности.
rule-impacts-mapped = Цепочка нанесена на карту до начала сырья.
rule-severe-risks-examined = Где вред наиболее тяжёл и вероятен, места проверены глубоко.
rule-impacts-prioritised = Последствия расставлены по приоритету: по тяжести и вероятности.
rule-prevention-planned = Для мест высокого или критического уровня риска в плане есть меры.
rule-contracts-in-place = Договоры с поставщиками передают обязанность дальше.
rule-impacts-ended = То, что наблюдалось, прекращено в течение года.
rule-remedy-provided = Есть порядок, по которому вред возмещается.
rule-stakeholders-engaged = Спрошено мнение работников, их представителей или других затронутых людей.
rule-complaints-open = Порядок подачи жалоб открыт для работников поставщиков.
rule-measures-monitored = Действенность мер проверена за последние пять лет.
rule-report-published = Годовой отчёт опубликован.
