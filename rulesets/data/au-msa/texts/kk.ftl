# Kazakh texts of au-msa. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Австралия: Қазіргі құлдық туралы заң
ruleset-description = Шоғырландырылған түсімі 100 млн AUD және одан көп ұйымдар жыл сайын жеті өлшем бойынша мәлімдеме береді.

rule-statement-given = Жылдық мәлімдеме берілді.
rule-structure-described = Құрылым, жұмыс және жеткізу тізбектері сипатталған.
rule-risks-known = Жұмыс пен жеткізу тізбектеріндегі тәуекелдер белгілі әрі реттелген.
rule-risks-described = Тәуекелдер сипатталған.
rule-actions-taken = Жоғары не аса қауіпті деңгейдегі орындар үшін жоспарда шаралар бар.
rule-due-diligence-in-place = Тиісті сақтық жұмыс істейді және оны сипаттауға болады.
rule-remediation-in-place = Зиянды өтейтін тәртіп бар.
rule-findings-ended = Байқалған нәрсе бір жыл ішінде тоқтатылды.
rule-effectiveness-assessed = Әрекеттердің тиімділігі бағаланады.
rule-entities-consulted = Иеленетін және басқарылатын ұйымдардың пікірі сұралды.
rule-statement-approved = Негізгі басқару органы мәлімдемені мақұлдады.
rule-statement-signed = Жауапты мүше оған қол қойды.
