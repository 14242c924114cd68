# What goes to a supplier with a questionnaire.

message = Dear Sir or Madam,

    { $organisation } asks { $party } to answer questions about working conditions at your site. They are here, until { $until } inclusive:

    { $url }

    You may stop and go on later with the same link. After you have sent your answers they cannot be changed. Please write no names of workers. The link is meant for you alone: whoever has it can answer for you.
