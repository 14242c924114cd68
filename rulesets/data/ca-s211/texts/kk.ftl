# Kazakh texts of ca-s211. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Канада: Жеткізу тізбектеріндегі мәжбүрлі еңбек пен балалар еңбегіне қарсы күрес туралы заң
ruleset-description = Белгілі көлемдегі ұйымдар жыл сайын 31 мамырға дейін мәжбүрлі еңбек пен балалар еңбегінің алдын алу және азайту үшін не істегенін хабарлайды.

rule-report-made = Жылдық есеп жасалып, жарияланды.
rule-questionnaire-filed = Есеппен бірге сауалнама тапсырылды.
rule-structure-described = Құрылым, қызмет және жеткізу тізбектері сипатталған.
rule-policies-described = Сипаттауға болатын ережелер мен тиісті сақтық үдерістері бар.
rule-risky-parts-known = Іс пен тізбектің тәуекелі бар бөліктері белгілі.
rule-risks-described = Тәуекелдер мен олардың басқарылуы сипатталған.
rule-remediation-described = Мәжбүрлі еңбек пен балалар еңбегінен келген зиянды өтеу шараларын сипаттауға болады.
rule-findings-remedied = Байқалған нәрсе бір жыл ішінде түзетілді.
rule-income-loss-remedied = Осал отбасылардың айырылған табысы өтелді.
rule-training-given = Қызметкерлерге оқыту өткізілді.
rule-effectiveness-assessed = Тиімділік бағаланды.
rule-report-approved = Басқару органы есепті мақұлдады.
rule-report-signed = Басқару органының мүшесі оған қол қойды.
