# Uzbek (Latin) texts of ilo-delphi-2009. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Mashina tarjimasi, til sohibi tekshirmagan.

ruleset-title = Odam savdosining amaliy belgilari, kattalar, mehnat ekspluatatsiyasi (XMT va Yevropa komissiyasi, 2009)
ruleset-description = Olti oʻlchovda, uch kuchda 67 belgi; bir odam yoki holati bir xil bir guruh ishchi haqidagi suhbat yozuvlari uchun. Natija mutaxassis koʻrib chiqishi uchun qaysi oʻlchovlar ijobiy ekanini aytadi; bu odam haqida xulosa emas.

dimension-deceptive_recruitment = Aldab yollash
question-D1-01 = Ish turi, joyi yoki ish beruvchi haqida aldangan
question-D1-02 = Mehnat sharoiti haqida aldangan
question-D1-03 = Shartnoma mazmuni yoki qonuniyligi haqida aldangan
question-D1-04 = Oilani birlashtirish haqida aldangan
question-D1-05 = Turar joy va turmush sharoiti haqida aldangan
question-D1-06 = Hujjatlar yoki migratsiya maqomi haqida aldangan
question-D1-07 = Yoʻl va yollash shartlari haqida aldangan
question-D1-08 = Ish haqi yoki daromad haqida aldangan
question-D1-09 = Nikoh yoki farzandlikka olish vaʼdasi bilan aldangan
question-D1-10 = Taʼlim olish imkoni haqida aldangan

dimension-coercive_recruitment = Majburlab yollash
question-D2-01 = Yollashda odamga zoʻravonlik
question-D2-02 = Oʻgʻirlash, majburiy nikoh yoki farzandlikka olish, sotish
question-D2-03 = Yollashda hujjatlarini tortib olish
question-D2-04 = Yollashda qarz qulligi
question-D2-05 = Yollashda yakkalab qoʻyish, qamash yoki kuzatish
question-D2-06 = Yollashda hokimiyatga aytaman deb qoʻrqitish
question-D2-07 = Yollashda zoʻravonlik bilan qoʻrqitish
question-D2-08 = Yollashda oilasi, jamoasi yoki elga aytaman deb qoʻrqitish
question-D2-09 = Yollashda oilasiga zoʻravonlik, tahdid yoki amalda
question-D2-10 = Yollashda pulini ushlab qolish

dimension-recruitment_by_abuse_of_vulnerability = Zaif holatdan foydalanib yollash
question-D3-01 = Oilaning ogʻir holatidan foydalanish
question-D3-02 = Noqonuniy maqomdan foydalanish
question-D3-03 = Taʼlim, jumladan til yetishmasligidan foydalanish
question-D3-04 = Maʼlumot yetishmasligidan foydalanish
question-D3-05 = Ekspluatatorlarning odam ustidan hukmi
question-D3-06 = Oʻtmishdagi qiyinchiliklar
question-D3-07 = Yoʻlni oʻzi tashkil qilish qiyinligi
question-D3-08 = Iqtisodiy sabablar
question-D3-09 = Qonun yoki hokimiyat munosabati haqida yolgʻon maʼlumot
question-D3-10 = Muvaffaqiyatli migratsiya haqida yolgʻon maʼlumot
question-D3-11 = Oilaviy holati
question-D3-12 = Shaxsiy holati
question-D3-13 = Ruhiy yoki hissiy qaramlik
question-D3-14 = Hokimiyat bilan munosabati yoki huquqiy maqomi
question-D3-15 = Madaniy yoki diniy eʼtiqodlardan foydalanish
question-D3-16 = Umumiy vaziyat

dimension-exploitation = Ekspluatatsion mehnat sharoiti
question-D4-01 = Haddan ortiq ish kunlari yoki soatlari
question-D4-02 = Yomon turmush sharoiti
question-D4-03 = Xavfli ish
question-D4-04 = Ish haqi kam yoki yoʻq
question-D4-05 = Mehnat huquqi yoki shartnoma bajarilmaydi
question-D4-06 = Ijtimoiy himoya yoʻq
question-D4-07 = Juda yomon mehnat sharoiti
question-D4-08 = Ish haqi bilan hiyla qilish
question-D4-09 = Taʼlim olish imkoni yoʻq

dimension-coercion_at_destination = Borgan joyida majburlash
question-D5-01 = Hujjatlarini tortib olish
question-D5-02 = Qarz qulligi
question-D5-03 = Yakkalab qoʻyish, qamash yoki kuzatish
question-D5-04 = Odamga zoʻravonlik
question-D5-05 = Noqonuniy yoki jinoiy ishlarga majburlash
question-D5-06 = Topshiriq yoki mijozlarga majburlash
question-D5-07 = Oʻrtoqlariga qarshi ish qilishga majburlash
question-D5-08 = Hokimiyat yoki oilaga yolgʻon gapirishga majburlash
question-D5-09 = Hokimiyatga aytaman deb qoʻrqitish
question-D5-10 = Sharoitni yomonlashtiraman deb qoʻrqitish
question-D5-11 = Zoʻravonlik bilan qoʻrqitish
question-D5-12 = Boshqaning kuchli taʼsirida
question-D5-13 = Oilasiga zoʻravonlik, tahdid yoki amalda
question-D5-14 = Ish haqini ushlab qolish
question-D5-15 = Oilasi, jamoasi yoki elga aytaman deb qoʻrqitish

dimension-abuse_of_vulnerability_at_destination = Borgan joyida zaif holatdan foydalanish
question-D6-01 = Ekspluatatorlarga qaramlik
question-D6-02 = Notanish joyda yashash qiyinligi
question-D6-03 = Borgan joyidagi iqtisodiy sabablar
question-D6-04 = Borgan joyidagi oilaviy holat
question-D6-05 = Borgan joyida hokimiyat bilan munosabati yoki huquqiy maqomi
question-D6-06 = Oʻtmishdagi qiyinchiliklar, borgan joyida
question-D6-07 = Shaxsiy xususiyatlari

class-recruitment_exploitation_and_coercion = Yollash, ekspluatatsiya va majburlash birga: mutaxassis koʻrib chiqishi uchun
class-deception_and_exploitation = Aldab yollash va ekspluatatsiya, borgan joyida majburlashsiz: mutaxassis koʻrib chiqishi uchun
class-exploitation_alone = Faqat ekspluatatsiya: mehnat huquqi masalasi
class-no_dimension = Hech bir oʻlchov ijobiy emas
