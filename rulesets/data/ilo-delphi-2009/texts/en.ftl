# English texts of the operational indicators of trafficking, adults, labour exploitation.

ruleset-title = Operational indicators of trafficking, adults, labour exploitation (ILO and European Commission, 2009)
ruleset-description = 67 indicators in six dimensions of three strengths, for interview records about one person or one group of workers in the same position. The result says which dimensions are positive, for specialist review; it is no finding about a person.

dimension-deceptive_recruitment = Deceptive recruitment
question-D1-01 = Deceived about the nature of the job, the location or the employer
question-D1-02 = Deceived about conditions of work
question-D1-03 = Deceived about the content or legality of the contract
question-D1-04 = Deceived about family reunification
question-D1-05 = Deceived about housing and living conditions
question-D1-06 = Deceived about legal documentation or migration status
question-D1-07 = Deceived about travel and recruitment conditions
question-D1-08 = Deceived about wages or earnings
question-D1-09 = Deceived through promises of marriage or adoption
question-D1-10 = Deceived about access to education

dimension-coercive_recruitment = Coercive recruitment
question-D2-01 = Violence on the person during recruitment
question-D2-02 = Abduction, forced marriage or adoption, or selling
question-D2-03 = Confiscation of documents during recruitment
question-D2-04 = Debt bondage during recruitment
question-D2-05 = Isolation, confinement or surveillance during recruitment
question-D2-06 = Threat of denunciation to authorities during recruitment
question-D2-07 = Threats of violence during recruitment
question-D2-08 = Threats to inform family, community or public during recruitment
question-D2-09 = Violence on family, threatened or real, during recruitment
question-D2-10 = Withholding of money during recruitment

dimension-recruitment_by_abuse_of_vulnerability = Recruitment by abuse of vulnerability
question-D3-01 = Abuse of a difficult family situation
question-D3-02 = Abuse of illegal status
question-D3-03 = Abuse of lack of education, language included
question-D3-04 = Abuse of lack of information
question-D3-05 = Control of the exploiters over the person
question-D3-06 = Difficulties in the past
question-D3-07 = Difficulty to organise the travel
question-D3-08 = Economic reasons
question-D3-09 = False information on law or the attitude of authorities
question-D3-10 = False information on successful migration
question-D3-11 = Family situation
question-D3-12 = Personal situation
question-D3-13 = Psychological or emotional dependency
question-D3-14 = Relationship with authorities or legal status
question-D3-15 = Abuse of cultural or religious beliefs
question-D3-16 = General context

dimension-exploitation = Exploitative conditions of work
question-D4-01 = Excessive working days or hours
question-D4-02 = Bad living conditions
question-D4-03 = Hazardous work
question-D4-04 = Low or no salary
question-D4-05 = Labour law or contract not respected
question-D4-06 = No social protection
question-D4-07 = Very bad working conditions
question-D4-08 = Wage manipulation
question-D4-09 = No access to education

dimension-coercion_at_destination = Coercion at destination
question-D5-01 = Confiscation of documents
question-D5-02 = Debt bondage
question-D5-03 = Isolation, confinement or surveillance
question-D5-04 = Violence on the person
question-D5-05 = Forced into illicit or criminal acts
question-D5-06 = Forced into tasks or clients
question-D5-07 = Forced to act against peers
question-D5-08 = Forced to lie to authorities or family
question-D5-09 = Threat of denunciation to authorities
question-D5-10 = Threat of worse conditions
question-D5-11 = Threats of violence
question-D5-12 = Under strong influence of another
question-D5-13 = Violence on family, threatened or real
question-D5-14 = Withholding of wages
question-D5-15 = Threats to inform family, community or public

dimension-abuse_of_vulnerability_at_destination = Abuse of vulnerability at destination
question-D6-01 = Dependency on the exploiters
question-D6-02 = Difficulty to live in an unknown area
question-D6-03 = Economic reasons at destination
question-D6-04 = Family situation at destination
question-D6-05 = Relationship with authorities or legal status at destination
question-D6-06 = Difficulties in the past, at destination
question-D6-07 = Personal characteristics

class-recruitment_exploitation_and_coercion = Recruitment, exploitation and coercion together: for specialist review
class-deception_and_exploitation = Deceptive recruitment and exploitation without coercion at destination: for specialist review
class-exploitation_alone = Exploitation alone: a matter of labour rights
class-no_dimension = No dimension positive
