# Kazakh texts of uk-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Біріккен Корольдік: Қазіргі құлдық туралы заң, жеткізу тізбектерінің ашықтығы
ruleset-description = Айналымы 36 млн GBP және одан көп коммерциялық ұйымдар жыл сайын кеңес мақұлдаған және директор қол қойған мәлімдеме жариялайды.

rule-statement-published = Жылдық мәлімдеме жарияланды.
rule-statement-approved = Кеңес оны мақұлдады.
rule-statement-signed = Директор оған қол қойды.
rule-statement-linked = Сайттың басты беті оған сілтейді.
rule-structure-described = Құрылым, іс және жеткізу тізбектері сипатталған.
rule-policies-in-place = Сипаттауға болатын саясат бар.
rule-due-diligence-in-place = Сипаттауға болатын тиісті сақтық үдерістері бар.
rule-risky-parts-known = Іс пен тізбектің тәуекелі бар бөліктері белгілі әрі реттелген.
rule-effectiveness-measured = Тиімділік көрсеткіштермен өлшенеді.
rule-training-given = Қызметкерлер оқытылды.
rule-indicators-reported = Тікелей жеткізушілерде ХЕҰ белгілеріне жауап бар және ешқайсысы байқалмайды.
rule-partners-engaged = Серіктестер мен қатысы бар адамдар тартылды.
rule-complaints-reported = Шағым тәртібі туралы хабарлауға болады.
rule-checks-reported = Соңғы екі жылда тікелей жеткізушілерде аудит болды не жұмысшылары сұралды.
rule-remediation-reported = Зиянды өтеу туралы хабарлауға болады.
