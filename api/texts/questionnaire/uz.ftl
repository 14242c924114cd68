# What goes to a supplier with a questionnaire, in Uzbek. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til egasi tekshirmagan.

message = Assalomu alaykum!

    { $organisation } { $party } tashkilotidan korxonangizdagi mehnat sharoitlari haqidagi savollarga javob berishni soʻraydi. Savollar shu yerda, { $until } kuni ham kirgan holda:

    { $url }

    Toʻxtab, keyinroq shu havola orqali davom ettirish mumkin. Yuborilgandan keyin javoblarni oʻzgartirib boʻlmaydi. Iltimos, ishchilarning ismini yozmang. Havola faqat siz uchun: kimda boʻlsa, sizning oʻrningizga javob bera oladi.
