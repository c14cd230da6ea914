"""The real article as a curator records it: which words of which paragraph, in what attribution.

The article itself lies outside the project and is never copied into it: a claim names the paragraph (the by-line is 1)
and the few words with which its own begin and end.
"""

from dataclasses import dataclass, field
from pathlib import Path

ARTICLE = Path(__file__).parent.parent.parent / "shared/data/seed/article.txt"
REPORTED = "The statement of the ministry that the article reports."
MINISTRY, COURT, WAAL, SARGSYAN = "ministry", "court", "waal", "sargsyan"
OIC, TURKIC = "oic", "turkic"


@dataclass(frozen=True)
class Step:
    """One link: its first holder and what the source says of it; `joint` are further holders of it."""

    who: str
    mode: str
    cue: str = ""
    as_named: str = ""
    kind: str = "body"
    count: int | None = None
    joint: tuple["Step", ...] = ()
    work: str = ""
    locator: str = ""
    statement: bool = False


@dataclass(frozen=True)
class Figure:
    as_written: str
    number: int
    measure: str
    qualifier: str = ""
    words: str = ""
    tie: str = ""
    to: str = ""


@dataclass(frozen=True)
class Told:
    """One claim: where its words begin and end, what it says in our words, and its chain from the writer outward."""

    key: str
    paragraph: int
    first: str
    last: str
    says: str
    kind: str = "event"
    chain: tuple[Step, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    doubt: tuple[str, str] | None = None
    part_of: str = ""
    extra: dict = field(default_factory=dict)


def ministry(mode, cue, as_named="The ministry"):
    return Step(MINISTRY, mode, cue, as_named, statement=True)


SAID = (Step(MINISTRY, "direct", "said", "the Azerbaijani Foreign Ministry", statement=True),)
ADDED = (ministry("direct", "added", "the statement"),)
CLOSED = (ministry("direct", "said", "the statement"),)
STRESSED = (ministry("indirect", "stressed"),)
PAGE_172 = (
    ministry("indirect", "recalled", "The statement"),
    Step(WAAL, "direct", "was quoted by", "Thomas de Waal", kind="person", work="book", locator="p. 172"),
    Step(SARGSYAN, "direct", "saying", "Serzh Sargsyan", kind="person"),
)
COURTS_WORDS = (Step(COURT, "mixed", "describing", "the European Court of Human Rights", work="judgment"),)
FOUR = Step(
    "",
    "indirect",
    as_named="17 countries",
    kind="unnamed",
    count=17,
    joint=(
        Step("", "", as_named="24 States of the USA", kind="unnamed", count=24),
        Step(OIC, "", as_named="the Organization of Islamic Cooperation"),
        Step(TURKIC, "", as_named="the Organization of Turkic States"),
    ),
)
MAYBE_MINISTRY = "The sentences round it are the ministry's; this one names nobody who relays it."

CLAIMS = (
    Told("hate", 2, "the killings", "Azerbaijanis", "Hatred led to the killings.", "cause",
         (Step(MINISTRY, "indirect", "has said", "Baku", statement=True),)),
    Told("policy", 3, "The indiscriminate", "in Armenia", "A state policy led to the killings.", "cause", SAID),
    Told("ethnicity", 3, "It led", "their ethnicity", "People were killed for their ethnicity.", "cause", SAID),
    Told("pattern", 3, "The crimes", "against Azerbaijanis", "They were part of a policy.", "responsibility", SAID),
    Told("atrocity", 4, "the destruction", "against Azerbaijan", "It was among the worst acts.", "characterisation",
         STRESSED),
    Told("chapter", 4, "the most terrible", "Karabakh War", "It was the worst part of the war.", "characterisation",
         STRESSED),
    Told("home", 4, "Khojaly, which is located", "and families", "7,000 people lived there.", "figure",
         figures=(Figure("7,000", 7000, "residents", "about", "about"),)),
    Told("siege", 5, "From October 1991", "forces of Armenia", "The town was surrounded.", "event", ADDED),
    Told("taken", 5, "Overnight", "control of Khojaly", "The town was taken by force.", "event", ADDED),
    Told("regiment", 5, "the Armenians constituted", "the majority", "Armenians were most of it.", "circumstance",
         ADDED, part_of="taken"),
    Told("violence", 5, "Invaders", "peaceful population", "The city was destroyed.", "event", ADDED),
    Told("expelled", 6, "The city's", "expelled", "Residents were expelled.", "figure",
         figures=(Figure("5,379", 5379, "expelled"),)),
    Told("killed", 6, "Some 613", "brutally killed", "613 people were killed.", "figure", figures=(
        Figure("613", 613, "killed", "about", "Some"),
        Figure("63", 63, "children killed", tie="part_of", to="613"),
        Figure("106", 106, "women killed", tie="part_of", to="613"),
        Figure("70", 70, "elderly killed", tie="part_of", to="613"))),
    Told("captured", 6, "Some 1,275", "and tortured", "1,275 people were captured.", "figure",
         figures=(Figure("1,275", 1275, "captured", "about", "Some"),)),
    Told("injured", 6, "487", "injured", "487 people were injured.", "figure",
         figures=(Figure("487", 487, "injured"),)),
    Told("missing", 6, "the fate", "is unclear", "The fate of 150 is not known.", "figure", figures=(
        Figure("150", 150, "fate unknown"),
        Figure("68", 68, "women, fate unknown", tie="part_of", to="150"),
        Figure("26", 26, "children, fate unknown", tie="part_of", to="150"))),
    Told("torn", 6, "Armenian armed forces'", "apart", "Families were torn apart.", "event"),
    Told("families", 6, "There were no survivors", "families", "Nobody of eight families lived.", "figure",
         figures=(Figure("eight", 8, "families without survivors"),)),
    Told("one parent", 6, "A total of 130", "a parent", "130 children lost a parent.", "figure",
         figures=(Figure("130", 130, "children who lost a parent"),)),
    Told("both parents", 6, "an additional 25", "at all", "25 children lost both.", "figure",
         figures=(Figure("25", 25, "children who lost both parents"),)),
    Told("violations", 7, "The Khojaly massacre", "human rights law", "They are serious violations.", "legal",
         (ministry("mixed", "said", "the ministry"),), quoted=(("constitute serious", "human rights law"),)),
    Told("conventions", 7, "violations of the Convention", "among them", "Conventions were violated.", "legal",
         (ministry("indirect", "stressing", "the ministry"),)),
    Told("adopted", 8, "So far", "in Khojaly", "Resolutions were adopted.", "report", ADDED),
    Told("characterised", 8, "characterizing it", "act of genocide", "It was called a crime.", "legal", (*ADDED, FOUR)),
    Told("conclusion", 9, "the European Court", "in Khojaly", "The court reached a conclusion.", "report",
         doubt=("the ministry", MAYBE_MINISTRY)),
    Told("gravity", 9, "the perpetrators' actions", "against humanity", "The acts were grave.", "legal",
         COURTS_WORDS, quoted=(("acts of particular", "crimes against humanity"),), doubt=("", MAYBE_MINISTRY)),
    Told("obligation", 10, "Under international law", "in Khojaly", "States have to prosecute.", "legal",
         doubt=("the ministry", "The next sentence ends with these words.")),
    Told("unpunished", 10, "no one has been", "to date", "Nobody was punished.", "circumstance",
         (ministry("indirect", "said", "the ministry"),)),
    Told("thought", 11, "before Khojaly", "civilian population", "Others had thought otherwise.", "report", PAGE_172),
    Told("generic", 11, "the Armenians were people", "civilian population", "They could not do it.", "characterisation",
         (*PAGE_172, Step("", "indirect", "thought", "the Azerbaijanis", kind="generic")), part_of="thought"),
    Told("break", 11, "We were able", "[stereotype]", "It was broken.", "report", PAGE_172),
    Told("recalls", 11, "the former Armenian", "as saying", "De Waal's book quotes Sargsyan.", "report",
         (ministry("indirect", "recalled", "The statement"),)),
    Told("again", 12, "the deliberate targeting", "November 10, 2020", "Civilians were targeted again.", "event",
         (ministry("indirect", "underlined", "The statement"),)),
    Told("methods", 13, "Armenia used", "the war zone", "The same methods were used.", "event",
         doubt=("it", "The next sentence ends with “it noted”.")),
    Told("weapons", 13, "Armenia once again", "cluster bombs", "Contemporary weapons were used.", "event",
         (ministry("indirect", "noted", "it"),)),
    Told("impunity", 14, "The Republic", "against Azerbaijan", "Measures will end impunity.", "position", CLOSED),
    Told("memory", 14, "We take", "national memory", "The victims are remembered.", "position", CLOSED),
)  # fmt: skip


def text():
    return ARTICLE.read_text(encoding="utf-8")


def paragraphs():
    return [line for line in text().split("\n") if line.strip()]


def words(paragraph, first, last):
    """The article's own words from `first` to the next `last`, in one of its paragraphs."""
    line = paragraphs()[paragraph - 1]
    start = line.index(first)
    return line[start : line.index(last, start) + len(last)]
