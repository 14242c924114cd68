# What goes to a supplier with a questionnaire, in Kazakh. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

message = Сәлеметсіз бе!

    { $organisation } { $party } ұйымынан кәсіпорныңыздағы еңбек жағдайы туралы сұрақтарға жауап беруді сұрайды. Сұрақтар мына жерде, { $until } күнін қоса алғанға дейін:

    { $url }

    Тоқтап, кейін осы сілтемемен жалғастыруға болады. Жіберілген соң жауаптарды өзгерту мүмкін емес. Жұмысшылардың аты-жөнін жазбаңыз. Сілтеме тек сізге арналған: ол кімде болса, сіздің орныңызға жауап бере алады.
