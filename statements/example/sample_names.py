"""Whom and what the samples name; all of it is invented, and every name says so by beginning with “Sample”."""

from statements.choices import AgentKind, DateBasis, SourceKind, SubjectKind
from statements.example.parts import SAMPLE, Agent, Date, Names, Source, Statement, Subject


def body(name: str, *others: tuple[str, str], takes_the: bool = True) -> Agent:
    """An invented body."""
    return Agent(AgentKind.BODY, [("en", name), *others], SAMPLE, takes_the)


def person(name: str, *others: tuple[str, str]) -> Agent:
    """An invented person."""
    return Agent(AgentKind.PERSON, [("en", name), *others], SAMPLE)


AGENTS = {
    "roads": body("Sample Ministry of Roads", ("ar", "وزارة الطرق النموذجية"), ("az", "Nümunə Yollar Nazirliyi")),
    "water": body("Sample Water Board", ("az", "Nümunə Su İdarəsi")),
    "relief": body("Sample Relief Committee", ("ar", "لجنة الإغاثة النموذجية")),
    "union": body("Sample Residents’ Union"),
    "mayor": person("Sample Mayor Idris", ("ar", "إدريس")),
    "engineer": person("Sample Engineer Noor"),
    "engineer_again": person("Sample Engineer N."),  # entered a second time, later merged
    "reporter": person("Sample Reporter Mara"),
    "daily": body("Sample Daily", takes_the=False),
    "wire": body("Sample Wire", takes_the=False),
    "gazette": body("Sample Gazette", ("az", "Nümunə Qəzeti")),
    "radio": body("Sample Radio", takes_the=False),
    "transcripts": body("Sample Transcripts", takes_the=False),
}

SUBJECTS = {
    "closing": Subject(
        SubjectKind.EVENT,
        [("en", "Sample Town, March 2021"), ("ar", "البلدة النموذجية، آذار/مارس 2021")],
        Date("2021-03", basis=DateBasis.INFERRED, why="the reports held here date from March 2021"),
        SAMPLE,
    ),
    "old_bridge": Subject(SubjectKind.PLACE, [("en", "Sample Old Bridge"), ("ar", "الجسر القديم")], description=SAMPLE),
    "bridges_act": Subject(SubjectKind.INSTRUMENT, [("en", "Sample Bridges Act")], description=SAMPLE),
    "upkeep": Subject(SubjectKind.TOPIC, [("en", "Sample topic: upkeep of bridges")], description=SAMPLE),
}

WORKS = {
    "joint_page": Source(
        SourceKind.WEB_PAGE,
        "Sample joint statement on the old bridge",
        title_devised=True,
        publisher="roads",
        published=Date("2021-03-04", "4 March 2021"),
        rights=SAMPLE,
    ),
    "broadcast": Source(SourceKind.BROADCAST, "Sample Evening Talk", publisher="radio", rights=SAMPLE),
    "survey": Source(
        SourceKind.REPORT,
        "Sample survey of the old bridge",
        title_devised=True,
        published=Date("1968~", "about 1968", DateBasis.INFERRED, "the mayor’s words in the talk held here"),
        rights=SAMPLE,
    ),
}

STATEMENTS = {
    "joint": Statement(
        "Sample joint statement on the old bridge",
        ["roads", "water"],
        Date("2021-03-04", "4 March 2021"),
        first_published="joint_page",
    ),
    "relief": Statement(
        "Sample statement of the Relief Committee on the old bridge",
        ["relief"],
        Date("2021-03-05", "٥ آذار/مارس ٢٠٢١"),
        first_published="release",
    ),
    "talk": Statement(
        "Sample talk of the mayor on Sample Radio",
        ["mayor"],
        Date("2021-03-XX", "this week", DateBasis.INFERRED, "the closing, of March 2021, is spoken of as new"),
        first_published="broadcast",
    ),
}

NAMES = Names(AGENTS, SUBJECTS, WORKS, STATEMENTS)
