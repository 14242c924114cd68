# Russian texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

ruleset-title = Соединённое Королевство: закон о современном рабстве, прозрачность цепочек поставок
ruleset-description = Коммерческие организации с оборотом от 36 млн GBP каждый год публикуют заявление, одобренное советом и подписанное директором.

rule-statement-published = Годовое заявление опубликовано.
rule-statement-approved = Совет его одобрил.
rule-statement-signed = Директор его подписал.
rule-statement-linked = На него ведёт ссылка с главной страницы сайта.
rule-structure-described = Описаны устройство, дело и цепочки поставок.
rule-policies-in-place = Есть политика, которую можно описать.
rule-due-diligence-in-place = Есть процессы должной осмотрительности, которые можно описать.
rule-risky-parts-known = Части дела и цепочки, где есть риск, известны и упорядочены.
rule-effectiveness-measured = Действенность измеряется по показателям.
rule-training-given = Персонал обучен.
rule-indicators-reported = У прямых поставщиков по показателям МОТ есть ответы и ни один не наблюдается.
rule-partners-engaged = Партнёры и затронутые люди привлечены.
rule-complaints-reported = О порядке подачи жалоб можно сообщить.
rule-checks-reported = За последние два года у прямых поставщиков был аудит или опрошены их работники.
rule-remediation-reported = О возмещении вреда можно сообщить.
