# What goes to a supplier with a questionnaire, in Russian. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машинный перевод, носителем языка не проверен.

message = Здравствуйте!

    { $organisation } просит организацию { $party } ответить на вопросы об условиях труда на вашем предприятии. Они находятся здесь, до { $until } включительно:

    { $url }

    Можно прерваться и продолжить позже по той же ссылке. После отправки ответы изменить нельзя. Пожалуйста, не указывайте имён работников. Ссылка предназначена только вам: каждый, у кого она есть, может ответить за вас.
