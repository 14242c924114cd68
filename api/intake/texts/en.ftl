### What intake says about a file. Each rule has a message and, as its attribute, what would be right.
### Lower case, no full stop, what stands in the file in backticks.

## Files

empty-file = the file is empty
    .fix = send the file again; an export that failed often leaves an empty one
file-too-large = the file is larger than { $limit } MB, unpacked
    .fix = split it into several files, which are read together
wrong-format = this is a { $format } file, not a table
    .fix = save the table as XLSX, CSV or JSON and send that
binary-file = this is neither text nor a workbook
    .fix = save the table as XLSX, CSV or JSON and send that
broken-workbook = the workbook is damaged or cut off
    .fix = open it in a spreadsheet program, save it again as XLSX and send that
broken-json = the JSON text is damaged at line { $line }, character { $character }
    .fix = write the file anew; a missing bracket, comma or quotation mark at that place is the usual cause
json-shape = the JSON text does not have the shape of tables
    .fix = write one object whose keys are table names and whose values are arrays of row objects
json-key = the key holds no rows and was not read
    .fix = nothing to do if it is no table; a table is an array of row objects
json-row = the row is no object of fields and was left out
    .fix = write each row as an object with the field names as keys
encoding-taken = the text is not UTF-8 and was read as { $encoding }
    .fix = look whether names with special letters are right; saving as UTF-8 settles it
broken-text = { $count ->
        [one] one place holds bytes that are
       *[other] { $count } places hold bytes that are
    } no text in { $encoding }
    .fix = export the file again as UTF-8
too-many-rows = there is more than { $limit } rows or cells in one table
    .fix = split it into several files, which are read together
too-many-columns = a row has more than { $limit } columns
    .fix = check the delimiter and the line ends; send the table with the columns of the template
cell-too-long = a cell is longer than { $limit } bytes
    .fix = check the quotation marks and line ends; a file on one long line is often one whose line ends were lost
unclosed-quote = a quotation mark is opened here and never closed, so that the rows below it were swallowed
    .fix = close or remove the quotation mark

## Tables

unknown-table = no table is recognised by these headers: { $seen }; its { $count ->
        [one] row was
       *[other] { $count } rows were
    } not read
    .fix = name the columns as in the templates, or the sheet or file after its table: { $tables }
table-without-rows = the table `{ $table }` has a header and no rows
    .fix = add rows, or leave the table out
header-later = the header was found below { $count ->
        [one] one row
       *[other] { $count } rows
    } that were not read
    .fix = nothing to do if those rows are titles
unknown-column = the column means nothing in the table `{ $table }` and was not read
    .fix = { $nearest ->
        [none] nothing to do if it is not needed; otherwise name it as in the template
       *[other] if `{ $nearest }` is meant, name it so
    }
unnamed-column = column { $position } has values and no header, and was not read
    .fix = give it a header as in the template, or empty it
double-column = the columns `{ $used }` and `{ $unused }` both mean `{ $field }`; `{ $used }` was read
    .fix = keep one of the two
missing-column = the table `{ $table }` lacks the column `{ $field }` and cannot be read without it
    .fix = add the column `{ $field }`
unknown-values = the table `{ $table }` lacks the column `{ $field }`; it counts as unknown in every row
    .fix = add the column `{ $field }`
worker-data-column = the column looks like names, documents or phone numbers of workers; it was not read, because no file here may hold them
    .fix = remove the column at its source; groups of workers are enough
contact-column = contact data is not needed and was not read
    .fix = nothing to do; the column can be left out
table-not-given = the table `{ $table }` was not given, so that { $table ->
        [links] nothing is known of who supplies whom
        [recruitment] nothing is known of how workers were recruited and what they paid
       *[other] nothing is known of what suppliers, audits and workers say
    }
    .fix = add the table `{ $table }` if there is one
fields-not-given = these fields are not given and count as unknown: { $fields }
    .fix = add the columns that are known; each makes the result sharper

## Rows

long-row = the row has { $count } cells and the header { $expected }, so that its values cannot be told apart
    .fix = put a value that holds the delimiter in quotation marks
short-row = the row has { $count } cells and the header { $expected }; the rest was taken as empty
    .fix = check that no line break or delimiter is missing
required-missing = `{ $field }` is empty and the row cannot be used without it
    .fix = fill in `{ $field }`
required-unknown = `{ $field }` is empty and counts as unknown
    .fix = fill in `{ $field }`
nested-value = the value is neither text nor number nor a list of them and was not read
    .fix = write one value, or a list of texts
repeated-field = the field stands twice in the row; the first was read
    .fix = keep one of the two
control-characters = { $times ->
        [one] one cell holds line breaks or other control characters
       *[other] { $times } cells hold line breaks or other control characters
    }, read as spaces
    .fix = nothing to do if the text reads well
lost-characters = { $times ->
        [one] one cell holds
       *[other] { $times } cells hold
    } signs that stand for lost letters
    .fix = restore the letters from the source
formula-text = the cell holds a formula as text; it was read as it stands
    .fix = replace the formula by its value
merged-cell = { $times ->
        [one] one cell is merged with the one above it; it was
       *[other] { $times } cells are merged with one above them; they were
    } given its value
    .fix = write the value into every row if it is not meant for all of them
formula-value = { $times ->
        [one] one cell holds a formula; its last computed value was
       *[other] { $times } cells hold formulas; their last computed values were
    } read
    .fix = recalculate and save the workbook if the values are out of date
formula-without-value = the cell holds a formula that was never computed, and counts as empty
    .fix = open the workbook in a spreadsheet program and save it, or write the value
error-value = the cell holds an error of the spreadsheet and counts as empty
    .fix = mend the formula, or write the value
hyperlink-text = { $times ->
        [one] one cell holds a hyperlink; its text was
       *[other] { $times } cells hold hyperlinks; their texts were
    } read, not the address
    .fix = nothing to do if the text is what is meant
text-too-long = the text is longer than { $limit } characters and was not taken
    .fix = shorten it

## Values

number-unreadable = `{ $value }` is no number; it counts as unknown
    .fix = write digits, with a point before decimals
number-range = `{ $value }` is a range; it counts as unknown
    .fix = write one number, the best that is known
number-ambiguous = `{ $value }` can be read in two ways{ $read ->
        [none] { "; it counts as unknown" }
       *[other] { "; it was read as" } { $read }
    }
    .fix = write { $read ->
        [none] { $other } if that is meant, without a sign for thousands
       *[other] { $other } if that is meant, else { $read }, without a sign for thousands
    }
number-not-finite = `{ $value }` is no finite number; it counts as unknown
    .fix = write digits, or leave the cell empty
number-negative = `{ $value }` is negative, which cannot be; it counts as unknown
    .fix = write a number of 0 or more, or leave the cell empty
number-not-whole = `{ $value }` is not a whole number; it counts as unknown
    .fix = write a whole number
number-out-of-range = `{ $value }` lies outside { $range }; it counts as unknown
    .fix = write a number within { $range }, or leave the cell empty
share-bare = `{ $value }` may be a percent or a mistake; it counts as unknown
    .fix = write `{ $percent }%`, or a share from 0 to 1
date-unreadable = `{ $value }` is no date that can be relied on; it counts as unknown
    .fix = write year, month and day, as 2026-04-23
date-ambiguous = `{ $value }` can be read day first or month first; it was read as { $read }
    .fix = write { $read }, or { $other } if that is meant
date-day-first = { $times ->
        [one] one date is
       *[other] { $times } dates are
    } written day first, the first of them read as { $read }
    .fix = nothing to do; 2026-04-23 is read everywhere alike
date-month-first = `{ $value }` can only be month first and was read as { $read }
    .fix = write { $read }, and check the other dates of the column
date-serial = { $times ->
        [one] one date is
       *[other] { $times } dates are
    } written as a day number of a spreadsheet, the first of them read as { $read }
    .fix = format the column as dates before it is exported
date-implausible = `{ $value }` lies outside the years { $first } to { $last }; it counts as unknown
    .fix = correct the year
date-after-as-of = `{ $value }` lies after the day of the assessment, { $as_of }, and cannot have been observed by then
    .fix = correct the date, or assess as of a later day
date-order = the first day, { $first }, lies after the last, { $last }
    .fix = exchange the two, or correct one (`{ $other }`)
country-unknown = `{ $value }` is no country that is known; the country counts as unknown
    .fix = { $nearest ->
        [none] write the ISO 3166-1 code or the usual English name
       *[other] write the ISO 3166-1 code, or { $nearest } if that is meant
    }
country-ambiguous = `{ $value }` names more than one country; the country counts as unknown
    .fix = write the ISO 3166-1 code of the one that is meant: { $names }
hs-unreadable = `{ $value }` is no HS code and was not read
    .fix = write 2 to 10 digits, as 5208 or 6109.10, with `;` between several
hs-leading-zero = `{ $value }` seems to have lost a zero in front and was read as { $read }
    .fix = write { $read } and format the column as text
sector-word = `{ $value }` was read as ISIC { $code } ({ $times ->
        [one] one row
       *[other] { $times } rows
    })
    .fix = write the ISIC code for a closer one, as 1410
sector-unreadable = `{ $value }` is no ISIC code and no sector word that is known; it is kept as text ({ $times ->
        [one] one row
       *[other] { $times } rows
    })
    .fix = write the ISIC Rev. 4 code, as 1410
word-unknown = `{ $value }` is none of the words that this column takes
    .fix = write one of: { $codes }
currency-unreadable = `{ $value }` is no ISO 4217 code; the currency counts as unknown
    .fix = write three letters, as UZS or USD
identifier-odd = `{ $value }` does not have the form or check digits of a { $kind } number; it is kept as written
    .fix = copy the number again from its source

## Suppliers

id-made = { $times ->
        [one] one supplier has no id; one was made
       *[other] { $times } suppliers have no id; ids were made
    } from name, country and address
    .fix = add the column `supplier_id` with your own ids to refer to suppliers in other tables
id-missing = the supplier has no id, while other tables refer to suppliers by theirs
    .fix = fill in `supplier_id`
repeated-supplier = the same name, country and address as in row { $first }; kept apart as `{ $id }`
    .fix = remove the row, or say in the table `merges` that the two are one
correction-unused = the correction points at no cell of the files
    .fix = name file, sheet, row and column as the findings do
repeated-row = the row says the same as row { $first } and counts once
    .fix = remove one of the two
conflicting-supplier = the id `{ $value }` stands in row { $first } with other values; this row was left out
    .fix = give the two different ids, or make the rows one
own-parent = the supplier is named as its own parent; no link was made
    .fix = name the parent, or leave the cell empty
unlisted-parent = the parent `{ $value }` is no row of the suppliers table; it was added with everything else unknown
    .fix = add a row for it with name and country
shared-coordinates = { $count } different addresses have these coordinates, which may be the middle of a country or town
    .fix = give the coordinates of the place itself, or none
ownership-cycle = these parties own each other in a circle: { $members }
    .fix = check the stakes; circles are legal and are kept

## Links

unknown-party = `{ $value }` is no supplier_id of the suppliers table; the row was left out
    .fix = add a row for it to the suppliers table, or correct the id
self-link = supplier and buyer are the same; the row was left out
    .fix = name the two parties, or remove the row
repeated-link = the link says the same as row { $first } and counts once
    .fix = remove one of the two
shares-over-one = the shares of the input of `{ $value }` sum to { $sum }; they are scaled down to 1
    .fix = correct the shares, which are parts of all that the buyer takes in

## Recruitment

unlisted-recruiter = the recruiter `{ $value }` is no row of the suppliers table; it was added with its country unknown
    .fix = add a row for it with name, country and the kind recruiter
unlisted-employer = there is no suppliers table; the employer `{ $value }` was added with everything else unknown
    .fix = add a suppliers table with a row for it
own-recruiter = the employer recruits for itself; no link was made
    .fix = nothing to do if nobody else was in between
cohort-disagrees = the row says something else about its cohort than row { $first }: { $fields }; it was left out
    .fix = make these fields the same in every row of the cohort, or give it another cohort_id
repeated-fee = the fee category stands in row { $first } of the cohort with other values; this row was left out
    .fix = add the two amounts up, or correct the category
fee-without-category = there is an amount and no fee category; the amount was not read
    .fix = write F1 to F4, C1 to C7 or X1
amount-without-currency = there is an amount and no currency; it cannot be compared with others
    .fix = fill in `{ $field }`

## Answers

unknown-question = `{ $value }` is no question of the ruleset; the row was left out
    .fix = write the id of a question, as I7.1, or of a part of one, as I3.3.days
answer-unreadable = `{ $value }` is no answer to { $question }; the row was left out
    .fix = possible are: { $possible }
too-many-parts = the cell holds { $count } values and the question fewer parts; the row was left out
    .fix = write the parts in this order, with `;` between and empty places kept: { $parts }
repeated-answer = the answer says the same as row { $first } and counts once
    .fix = remove one of the two
affected-over-asked = { $count } workers are affected and { $of } were asked
    .fix = correct one of the two numbers
over-population = { $count } workers are named and the group has { $of }
    .fix = correct one of the two numbers
closes-unknown = no row has the reference `{ $value }`; nothing is closed
    .fix = write the reference of the row that this one ends
worker-data-in-answer = the answer holds what looks like a worker's document or phone number; the row was left out and nothing of it kept
    .fix = remove the number at its source and write the answer alone
worker-data-in-note = the note holds what looks like a worker's document or phone number; nothing of it was kept
    .fix = remove the number at its source

## Decisions and rates

self-merge = a supplier cannot be merged with itself; the row was left out
    .fix = name the two suppliers that are one
conflicting-rate = row { $first } has { $other } for the same currency and day; this row was left out
    .fix = keep one of the two
