# Kazakh texts of inherent. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналық аударма, тіл иесі тексермеген.

ruleset-title = Мәжбүрлі еңбектің бастапқы ықтималдығы, тек жеткізушілер тізімі барларға
ruleset-description = Ел, сала, тауарлар, орын түрі және жұмысшылар құрамы, әлі ешкім қарамай тұрып: алдымен қайда қарау керек, онда не бары емес. Сандар ilo-11-дікі, сарапшылық алғашқы бағалар, таңбаланған жағдайларда әлі калибрленбеген.

# A band here is a place in the queue. The lowest is no clearance.
band-low = бастапқы төмен (ешкім қараған жоқ)
band-moderate = бастапқы орташа
band-elevated = бастапқы көтеріңкі
band-high = бастапқы жоғары
band-critical = бастапқы аса қауіпті
