# What goes to a supplier with a questionnaire, in Turkmen. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

message = Salam!

    { $organisation } { $party } guramasyndan kärhanaňyzdaky zähmet şertleri baradaky soraglara jogap bermegi haýyş edýär. Soraglar şu ýerde, { $until } güni hem goşulyp:

    { $url }

    Togtap, soň şu baglanyşyk bilen dowam edip bilersiňiz. Iberilenden soň jogaplary üýtgedip bolmaýar. Işçileriň atlaryny ýazmaň. Baglanyşyk diňe siziň üçin: ol kimde bolsa, siziň ýeriňize jogap berip biler.
