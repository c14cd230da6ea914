"""Whom and what the article names: people, bodies, places, treaties, and works that the archive has not seen."""

from statements.choices import AgentKind, DateBasis, SourceKind, SubjectKind
from statements.example.parts import Agent, Date, Names, Source, Statement, Subject

AGENTS = {
    "author": Agent(
        AgentKind.PERSON,
        [("en", "Vafa Ismayilova"), ("az", "Vəfa İsmayılova")],
        "Named as the author of an article held here.",
    ),
    "ministry": Agent(
        AgentKind.BODY,
        [
            ("en", "Foreign Ministry of Azerbaijan"),
            ("en", "Ministry of Foreign Affairs of the Republic of Azerbaijan"),
            ("az", "Azərbaycan Respublikası Xarici İşlər Nazirliyi"),
            ("hy", "Ադրբեջանի արտաքին գործերի նախարարություն"),
            ("ru", "Министерство иностранных дел Азербайджана"),
        ],
        takes_the=True,
    ),
    "sargsyan": Agent(
        AgentKind.PERSON,
        [("en", "Serzh Sargsyan"), ("hy", "Սերժ Սարգսյան"), ("ru", "Серж Саргсян"), ("az", "Serj Sarqsyan")],
        "Defence minister, later president, of Armenia.",
    ),
    "de_waal": Agent(
        AgentKind.PERSON,
        [("en", "Thomas de Waal"), ("ru", "Томас де Ваал"), ("az", "Tomas de Vaal")],
        "British journalist, author of Black Garden.",
    ),
    "court": Agent(
        AgentKind.BODY,
        [
            ("en", "European Court of Human Rights"),
            ("fr", "Cour européenne des droits de l’homme"),
            ("az", "Avropa İnsan Hüquqları Məhkəməsi"),
            ("ru", "Европейский суд по правам человека"),
        ],
        takes_the=True,
    ),
    "islamic_cooperation": Agent(
        AgentKind.BODY,
        [
            ("en", "Organization of Islamic Cooperation"),
            ("ar", "منظمة التعاون الإسلامي"),
            ("fr", "Organisation de la coopération islamique"),
        ],
        takes_the=True,
    ),
    "turkic_states": Agent(
        AgentKind.BODY,
        [
            ("en", "Organization of Turkic States"),
            ("az", "Türk Dövlətləri Təşkilatı"),
            ("tr", "Türk Devletleri Teşkilatı"),
        ],
        takes_the=True,
    ),
    "press": Agent(AgentKind.BODY, [("en", "New York University Press")]),
}

SUBJECTS = {
    "khojaly": Subject(
        SubjectKind.EVENT,
        [
            ("en", "Khojaly, 25–26 February 1992"),
            ("az", "Xocalı, 25–26 fevral 1992"),
            ("hy", "Խոջալու, 1992 թ. փետրվարի 25–26"),
            ("ru", "Ходжалы, 25–26 февраля 1992"),
        ],
        Date(
            "1992-02-25/1992-02-26",
            "Overnight, on 25 February 1992",
            DateBasis.INFERRED,
            "the night of 25 February, which ends on the 26th",
        ),
    ),
    "town": Subject(SubjectKind.PLACE, [("en", "Khojaly"), ("az", "Xocalı"), ("hy", "Խոջալու"), ("ru", "Ходжалы")]),
    "autumn": Subject(
        SubjectKind.EVENT,
        [
            ("en", "Karabakh, 27 September–10 November 2020"),
            ("az", "Qarabağ, 27 sentyabr – 10 noyabr 2020"),
            ("hy", "Ղարաբաղ, 2020 թ. սեպտեմբերի 27 – նոյեմբերի 10"),
            ("ru", "Карабах, 27 сентября – 10 ноября 2020"),
        ],
        Date("2020-09-27/2020-11-10", "from September 27 to November 10, 2020"),
    ),
    "ganja": Subject(SubjectKind.PLACE, [("en", "Ganja"), ("az", "Gəncə"), ("hy", "Գանձակ"), ("ru", "Гянджа")]),
    "barda": Subject(SubjectKind.PLACE, [("en", "Barda"), ("az", "Bərdə"), ("ru", "Барда")]),
    "tartar": Subject(SubjectKind.PLACE, [("en", "Tartar"), ("az", "Tərtər"), ("ru", "Тертер")]),
    "genocide_convention": Subject(
        SubjectKind.INSTRUMENT, [("en", "Genocide Convention")], description="United Nations, 1948."
    ),
    "torture_convention": Subject(
        SubjectKind.INSTRUMENT, [("en", "Convention against Torture")], description="United Nations, 1984."
    ),
    "racism_convention": Subject(
        SubjectKind.INSTRUMENT, [("en", "Convention on Racial Discrimination")], description="United Nations, 1965."
    ),
}

WORKS = {
    "web_page": Source(
        SourceKind.WEB_PAGE,
        "Statement on the 30th anniversary of Khojaly, 25–26 February 1992",
        title_devised=True,
        publisher="ministry",
        published=Date(
            "2022-02", "on the 30th anniversary", DateBasis.INFERRED, "the 30th anniversary of February 1992"
        ),
    ),
    "black_garden": Source(
        SourceKind.BOOK,
        "Black Garden: Armenia and Azerbaijan through Peace and War",
        authors=["de_waal"],
        publisher="press",
        published=Date("2003", "2003"),
        place="New York and London",
    ),
    "judgment": Source(SourceKind.JUDGMENT, authors=["court"], published=Date("2010-04-22", "22 April 2010")),
}

STATEMENTS = {
    "anniversary": Statement(
        "Statement on the 30th anniversary of Khojaly, 25–26 February 1992",
        ["ministry"],
        Date("2022-02", "on the 30th anniversary", DateBasis.INFERRED, "the 30th anniversary of February 1992"),
        occasion="30th anniversary of Khojaly, 25–26 February 1992",
        first_published="web_page",
    ),
    "judgment": Statement(
        "Judgment of 22 April 2010",
        ["court"],
        Date("2010-04-22", "22 April 2010"),
        first_published="judgment",
    ),
}

NAMES = Names(AGENTS, SUBJECTS, WORKS, STATEMENTS)
