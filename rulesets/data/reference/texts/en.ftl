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
table-hs = Harmonized System 2022
table-isic = ISIC Rev.4
table-tip_tiers = US State Department tiers, Trafficking in Persons Report
table-uflpa_entities = UFLPA Entity List
    .gaps = 61 of about 187 names; a name that is not here may still be listed
table-uflpa_priority_sectors = UFLPA sectors of high priority
    .gaps = most customs codes are our own reading
