# Turkmen texts of ilo-delphi-2009. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Maşyn terjimesi, dil eýesi tarapyndan barlanmady.

ruleset-title = Adam söwdasynyň iş görkezijileri, ulular, zähmet ezijiligi (HZG we Ýewropa komissiýasy, 2009)
ruleset-description = Alty ölçegde, üç güýçde 67 görkeziji; bir adam ýa-da ýagdaýy birmeňzeş bir topar işgär baradaky söhbetdeşlik ýazgylary üçin. Netije hünärmeniň seretmegi üçin haýsy ölçegleriň oňyndygyny aýdýar; bu adam barada netijenama däl.

dimension-deceptive_recruitment = Aldap hakyna tutmak
question-D1-01 = Işiň görnüşi, ýeri ýa-da iş beriji barada aldandy
question-D1-02 = Zähmet şertleri barada aldandy
question-D1-03 = Şertnamanyň mazmuny ýa-da kanunylygy barada aldandy
question-D1-04 = Maşgalany birleşdirmek barada aldandy
question-D1-05 = Ýaşaýyş jaýy we durmuş şertleri barada aldandy
question-D1-06 = Resminamalar ýa-da migrasiýa statusy barada aldandy
question-D1-07 = Ýol we hakyna tutma şertleri barada aldandy
question-D1-08 = Zähmet haky ýa-da girdeji barada aldandy
question-D1-09 = Nika ýa-da perzentlige almak sözi bilen aldandy
question-D1-10 = Bilim almak mümkinçiligi barada aldandy

dimension-coercive_recruitment = Mejburlap hakyna tutmak
question-D2-01 = Hakyna tutanda adama zorluk
question-D2-02 = Ogurlamak, mejbury nika ýa-da perzentlige almak, satmak
question-D2-03 = Hakyna tutanda resminamalaryny elinden almak
question-D2-04 = Hakyna tutanda bergi gulçulygy
question-D2-05 = Hakyna tutanda üzňelemek, gabamak ýa-da gözegçilik
question-D2-06 = Hakyna tutanda häkimiýete aýdaryn diýip gorkuzmak
question-D2-07 = Hakyna tutanda zorluk bilen gorkuzmak
question-D2-08 = Hakyna tutanda maşgalasyna, jemgyýete ýa-da ile aýdaryn diýip gorkuzmak
question-D2-09 = Hakyna tutanda maşgalasyna zorluk, haýbat ýa-da iş ýüzünde
question-D2-10 = Hakyna tutanda puluny saklap galmak

dimension-recruitment_by_abuse_of_vulnerability = Ejiz ýagdaýdan peýdalanyp hakyna tutmak
question-D3-01 = Maşgalanyň agyr ýagdaýyndan peýdalanmak
question-D3-02 = Bikanun statusdan peýdalanmak
question-D3-03 = Bilimiň, şol sanda diliň ýetmezçiliginden peýdalanmak
question-D3-04 = Maglumat ýetmezçiliginden peýdalanmak
question-D3-05 = Ezijileriň adamyň üstünden hökümi
question-D3-06 = Geçmişdäki kynçylyklar
question-D3-07 = Ýoly özi guramagyň kynlygy
question-D3-08 = Ykdysady sebäpler
question-D3-09 = Kanun ýa-da häkimiýetiň garaýşy barada ýalan maglumat
question-D3-10 = Üstünlikli migrasiýa barada ýalan maglumat
question-D3-11 = Maşgala ýagdaýy
question-D3-12 = Şahsy ýagdaýy
question-D3-13 = Ruhy ýa-da duýgy garaşlylygy
question-D3-14 = Häkimiýet bilen gatnaşygy ýa-da hukuk statusy
question-D3-15 = Medeni ýa-da dini ynançlardan peýdalanmak
question-D3-16 = Umumy ýagdaý

dimension-exploitation = Ezýän zähmet şertleri
question-D4-01 = Çakdanaşa iş günleri ýa-da sagatlary
question-D4-02 = Erbet durmuş şertleri
question-D4-03 = Howply iş
question-D4-04 = Zähmet haky az ýa-da ýok
question-D4-05 = Zähmet hukugy ýa-da şertnama berjaý edilmeýär
question-D4-06 = Durmuş goragy ýok
question-D4-07 = Örän erbet zähmet şertleri
question-D4-08 = Zähmet haky bilen hile
question-D4-09 = Bilim almak mümkinçiligi ýok

dimension-coercion_at_destination = Baran ýerinde mejburlamak
question-D5-01 = Resminamalaryny elinden almak
question-D5-02 = Bergi gulçulygy
question-D5-03 = Üzňelemek, gabamak ýa-da gözegçilik
question-D5-04 = Adama zorluk
question-D5-05 = Bikanun ýa-da jenaýatly işe mejburlamak
question-D5-06 = Tabşyryga ýa-da müşderilere mejburlamak
question-D5-07 = Ýoldaşlaryna garşy hereket etmäge mejburlamak
question-D5-08 = Häkimiýete ýa-da maşgala ýalan sözlemäge mejburlamak
question-D5-09 = Häkimiýete aýdaryn diýip gorkuzmak
question-D5-10 = Şertleri erbetleşdirerin diýip gorkuzmak
question-D5-11 = Zorluk bilen gorkuzmak
question-D5-12 = Başganyň güýçli täsirinde
question-D5-13 = Maşgalasyna zorluk, haýbat ýa-da iş ýüzünde
question-D5-14 = Zähmet hakyny saklap galmak
question-D5-15 = Maşgalasyna, jemgyýete ýa-da ile aýdaryn diýip gorkuzmak

dimension-abuse_of_vulnerability_at_destination = Baran ýerinde ejiz ýagdaýdan peýdalanmak
question-D6-01 = Ezijilere garaşlylyk
question-D6-02 = Nätanyş ýerde ýaşamagyň kynlygy
question-D6-03 = Baran ýerindäki ykdysady sebäpler
question-D6-04 = Baran ýerindäki maşgala ýagdaýy
question-D6-05 = Baran ýerinde häkimiýet bilen gatnaşygy ýa-da hukuk statusy
question-D6-06 = Geçmişdäki kynçylyklar, baran ýerinde
question-D6-07 = Şahsy aýratynlyklary

class-recruitment_exploitation_and_coercion = Hakyna tutmak, eziş we mejburlamak bile: hünärmeniň seretmegi üçin
class-deception_and_exploitation = Aldap hakyna tutmak we eziş, baran ýerinde mejburlamasyz: hünärmeniň seretmegi üçin
class-exploitation_alone = Diňe eziş: zähmet hukugynyň meselesi
class-no_dimension = Hiç bir ölçeg oňyn däl
