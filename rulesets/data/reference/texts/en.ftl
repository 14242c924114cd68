# Names of the reference tables and what they lack.

table-cbp_orders = CBP withhold release orders and findings
    .gaps = only names that were found in a source; others may be under an order
table-countries = Countries
table-country_spellings = Spellings of countries
    .gaps = spellings that were seen or are common; lists bring others
table-dol_goods = US DOL list of goods produced by child labour or forced labour
    .gaps = the edition of 2022 and what is known of 2024; most additions of 2024 are missing
table-dol_goods_hs = Customs codes of the goods on the US DOL list
    .gaps = our own reading of each good
table-eu_priority_sectors = Products that EU acts single out
    .gaps = the acts that were looked at; no list under Regulation (EU) 2024/3015 was found
table-hs = Harmonized System 2022
table-ilo_conventions = ILO conventions
table-ilo_ratifications = Ratifications of ILO conventions
    .gaps = 200 of 2,244 are unknown, and the others are states of different years
table-isic = ISIC Rev.4
table-tip_tiers = US State Department tiers, Trafficking in Persons Report
table-uflpa_entities = UFLPA Entity List
    .gaps = 61 of about 187 names; a name that is not here may still be listed
table-uflpa_list_history = History of the UFLPA Entity List
    .gaps = totals come from different sources that count differently
table-uflpa_priority_sectors = UFLPA sectors of high priority
    .gaps = most customs codes are our own reading
table-uflpa_sublists = Parts of the UFLPA Entity List
