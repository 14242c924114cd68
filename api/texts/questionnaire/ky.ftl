# What goes to a supplier with a questionnaire, in Kyrgyz. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

message = Саламатсызбы!

    { $organisation } { $party } уюмунан ишканаңыздагы эмгек шарттары тууралуу суроолорго жооп берүүнү суранат. Суроолор бул жерде, { $until } күнүн кошо алганга чейин:

    { $url }

    Токтоп, кийин ушул эле шилтеме менен улантсаңыз болот. Жөнөтүлгөндөн кийин жоопторду өзгөртүүгө болбойт. Жумушчулардын аты-жөнүн жазбаңыз. Шилтеме сизге гана арналган: ал кимде болсо, сиздин ордуңузга жооп бере алат.
