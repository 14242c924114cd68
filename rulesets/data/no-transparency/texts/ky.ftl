# Kyrgyz texts of no-transparency. Machine-made, not reviewed by a speaker of the language.

translation-status = machine
translation-notice = Машиналык котормо, тил ээси текшерген эмес.

ruleset-title = Норвегия: Ачыктык жөнүндө мыйзам
ruleset-description = Ири ишканалар адам укуктары жана татыктуу эмгек боюнча тийиштүү кылдаттык көрсөтөт, отчет жарыялайт жана сураган ар кимге жооп берет.

rule-responsibility-embedded = Жоопкерчилик эрежелерде бекитилген.
rule-impacts-identified = Ар бир түз жеткирүүчү жетиштүү камтуу менен бааланган.
rule-impacts-ranked = Зыян оордук жана ыктымалдуулук боюнча ирээттелген.
rule-measures-planned = Жогору же өтө кооптуу деңгээлдеги жерлер үчүн планда чаралар бар.
rule-impacts-ended = Байкалган нерсе бир жыл ичинде токтотулду.
rule-results-tracked = Чаралардын жыйынтыктары көзөмөлдөнөт.
rule-stakeholders-informed = Тиешеси бар адамдардын пикири угулуп, аларга кабарланды.
rule-remedy-in-place = Зыяндын ордун толтуруу тартиби бар.
rule-account-published = Жылдык отчет жарыяланды.
rule-account-describes = Анда иш жүзүндөгү зыян, олуттуу тобокелдиктер, чаралар жана жыйынтыктар сүрөттөлгөн.
rule-account-signed = Ага кол коюлган.
rule-requests-answered = Маалымат сурамдарына жазуу түрүндө жана өз убагында жооп берилет.
