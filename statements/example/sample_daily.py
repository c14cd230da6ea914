"""Sample: an outlet's report on a joint statement, with quotations that are interrupted, nested and crossing."""

from statements.choices import ClaimKind, DateBasis, FigureTie, HolderKind, Mode, Qualifier, RelationKind, SourceKind
from statements.example.parts import SAMPLE, Claim, Date, Doubt, Figure, Holder, Link, Record, Relation, Source, Text

ROADS = Holder("roads", "The Sample Ministry of Roads")
WATER = Holder("water", "the Sample Water Board")
TWO_BODIES = [
    Holder("roads", "the two bodies", "named in the sentence before"),
    Holder("water", "the two bodies", "named in the sentence before"),
]
THEY = [
    Holder("roads", "They", "the two bodies of the sentence before"),
    Holder("water", "They", "the two bodies of the sentence before"),
]
MINISTRY = Holder("roads", "the ministry", "the only ministry in the article")
MAYOR = Holder("mayor", "The mayor", "the only mayor of the town")
UNION = Holder("union", "the union", "the Residents’ Union of the same sentence")

TEXT = """\
Sample article: its people, bodies and events are invented.

By Sample Reporter Mara, 5 March 2021

The Sample Ministry of Roads and the Sample Water Board said on Thursday that the river rose by 2.4 metres in one \
night. “The bridge was sound,” the two bodies declared in a joint statement, “until the water reached its deck.” They \
called the closing “a measure of caution” and counted about 900 people cut off from the town, at least 350 of them \
children.

“We closed the bridge at six in the morning,” the ministry explained, “and let nobody cross,” it went on, “not even \
our own engineers.” The deck “moved by a hand”, the town’s engineer wrote. Heavy rain upstream was the cause, \
according to the water board.

Yet an official, who asked not to be named, said that the board had been warned by “three upstream stations”, a \
warning that, residents say, never reached the town.

The mayor told this paper that the ministry “came too late”. Twelve towns and the Sample Residents’ Union called on \
both bodies to pay for the damage, which the union estimates at up to 3,000,000.

The bridge was built in the sixties and, it seems, widened in 1987. It was repainted in 2019 and has carried lorries \
since May 2019. Under the Sample Bridges Act its owner must inspect it every two years.
"""

CLAIMS = {
    "daily_rise": Claim(
        "The river rose by 2.4 metres in one night.",
        ["the river rose by 2.4 metres in one night"],
        ClaimKind.FIGURE,
        [Link(Mode.INDIRECT, [ROADS, WATER], "said", statement="joint")],
        subjects=["closing"],
        figures=[Figure("2.4", "rise of the river", unit="m")],
    ),
    "daily_sound": Claim(
        "The bridge was sound until the water reached its deck.",
        ["The bridge was sound,", "until the water reached its deck."],
        ClaimKind.CIRCUMSTANCE,
        [Link(Mode.DIRECT, TWO_BODIES, "declared", statement="joint")],
        subjects=["old_bridge"],
    ),
    "daily_caution": Claim(
        "The bridge was closed as a precaution.",
        ["the closing “a measure of caution”"],
        ClaimKind.CHARACTERISATION,
        [Link(Mode.MIXED, THEY, "called", statement="joint")],
        ["“a measure of caution”"],
        subjects=["closing"],
    ),
    "daily_cut_off": Claim(
        "About 900 people were cut off from the town, at least 350 children among them.",
        ["about 900 people cut off from the town, at least 350 of them children"],
        ClaimKind.FIGURE,
        [Link(Mode.INDIRECT, THEY, "counted", statement="joint")],
        subjects=["closing"],
        figures=[Figure("900", "people cut off", "", Qualifier.ABOUT, "about", "people")],
    ),
    "daily_children": Claim(
        "At least 350 of those cut off were children.",
        ["at least 350 of them children"],
        ClaimKind.FIGURE,
        [Link(Mode.INDIRECT, THEY, "counted", statement="joint")],
        subjects=["closing"],
        part_of="daily_cut_off",
        figures=[
            Figure(
                "350",
                "people cut off: children",
                "",
                Qualifier.AT_LEAST,
                "at least",
                "people",
                FigureTie.PART_OF,
                ("daily_cut_off", 1),
            )
        ],
    ),
    "daily_closed": Claim(
        "The ministry closed the bridge at six in the morning and let nobody cross, its own engineers included.",
        ["We closed the bridge at six in the morning,", "and let nobody cross,", "not even our own engineers."],
        ClaimKind.EVENT,
        [Link(Mode.DIRECT, [MINISTRY], "explained")],
        about=Date("2021-03-XX", basis=DateBasis.INFERRED, why="an article of 5 March 2021 that names no day for it"),
        subjects=["closing"],
    ),
    "daily_deck": Claim(
        "The deck of the bridge moved by the width of a hand.",
        ["The deck “moved by a hand”"],
        ClaimKind.EVENT,
        [Link(Mode.MIXED, [Holder("engineer", "the town’s engineer", "the town has one engineer")], "wrote")],
        ["“moved by a hand”"],
        subjects=["closing", "old_bridge"],
    ),
    "daily_rain": Claim(
        "Heavy rain upstream caused the rise.",
        ["Heavy rain upstream was the cause"],
        ClaimKind.CAUSE,
        [Link(Mode.INDIRECT, [MINISTRY], "explained")],
        subjects=["closing"],
    ),
    "daily_warned": Claim(
        "The water board had been warned by three stations upstream.",
        ["the board had been warned by “three upstream stations”, a warning"],
        ClaimKind.RESPONSIBILITY,
        [
            Link(
                Mode.MIXED,
                [Holder(as_named="an official, who asked not to be named", kind=HolderKind.UNNAMED)],
                "said",
            )
        ],
        ["“three upstream stations”"],
        subjects=["closing"],
    ),
    "daily_unheard": Claim(
        "The warning never reached the town.",
        ["a warning that", "never reached the town"],
        ClaimKind.EVENT,
        [Link(Mode.INDIRECT, [Holder(as_named="residents", kind=HolderKind.GENERIC)], "say")],
        subjects=["closing"],
        doubts=[
            Doubt(
                Holder(
                    as_named="an official, who asked not to be named",
                    reason="The sentence opens with the official’s words; whether the official passes this on is open.",
                    kind=HolderKind.UNNAMED,
                ),
                cue="said",
            )
        ],
    ),
    "daily_late": Claim(
        "The ministry came too late.",
        ["the ministry “came too late”"],
        ClaimKind.RESPONSIBILITY,
        [Link(Mode.MIXED, [MAYOR], "told")],
        ["“came too late”"],
        subjects=["closing"],
    ),
    "daily_pay": Claim(
        "Both bodies should pay for the damage.",
        ["both bodies to pay for the damage"],
        ClaimKind.POSITION,
        [
            Link(
                Mode.INDIRECT,
                [
                    Holder(as_named="Twelve towns", kind=HolderKind.UNNAMED, count=12),
                    Holder("union", "the Sample Residents’ Union"),
                ],
                "called on",
            )
        ],
        subjects=["closing"],
    ),
    "daily_damage": Claim(
        "The damage comes to up to three million.",
        ["the damage", "up to 3,000,000"],
        ClaimKind.FIGURE,
        [Link(Mode.INDIRECT, [UNION], "estimates")],
        subjects=["closing"],
        figures=[Figure("3,000,000", "damage", "", Qualifier.UP_TO, "up to")],
    ),
    "daily_built": Claim(
        "The bridge was built in the 1960s.",
        ["The bridge was built in the sixties"],
        ClaimKind.EVENT,
        about=Date("196X", "in the sixties"),
        subjects=["old_bridge"],
    ),
    "daily_widened": Claim(
        "The bridge may have been widened in 1987.",
        ["it seems, widened in 1987"],
        ClaimKind.EVENT,
        about=Date("1987?", "it seems, widened in 1987"),
        subjects=["old_bridge"],
    ),
    "daily_repainted": Claim(
        "The bridge was repainted in 2019.",
        ["It was repainted in 2019"],
        ClaimKind.EVENT,
        about=Date("2019", "in 2019"),
        subjects=["old_bridge"],
    ),
    "daily_lorries": Claim(
        "Lorries have used the bridge since May 2019.",
        ["has carried lorries since May 2019"],
        ClaimKind.CIRCUMSTANCE,
        about=Date("2019-05/..", "since May 2019"),
        subjects=["old_bridge"],
    ),
    "daily_act": Claim(
        "The owner of the bridge has to inspect it every two years.",
        ["Under the Sample Bridges Act its owner must inspect it every two years"],
        ClaimKind.LEGAL,
        subjects=["bridges_act", "upkeep"],
    ),
}

DAILY = Record(
    Source(
        SourceKind.ARTICLE,
        "Sample: Old bridge closed after the river rose",
        authors=["reporter"],
        publisher="daily",
        published=Date("2021-03-05", "5 March 2021"),
        language="en",
        url="https://daily.example/old-bridge",
        archived_url="https://web-archive.example/daily.example/old-bridge",
        rights=SAMPLE,
    ),
    Text(TEXT, "en"),
    CLAIMS,
)

CORRECTION = Record(
    Source(
        SourceKind.ARTICLE,
        "Sample: Correction",
        publisher="daily",
        published=Date("2021-03-08", "8 March 2021"),
        language="en",
        rights=SAMPLE,
    ),
    Text(
        "Sample correction, invented. 8 March 2021\n\n"
        "Our report of 5 March gave the number of people cut off as about 900. Both bodies now speak of exactly 1,050. "
        "We are sorry for the error, which was ours.\n",
        "en",
    ),
    {
        "correction_count": Claim(
            "1,050 people were cut off from the town.",
            ["the number of people cut off", "exactly 1,050"],
            ClaimKind.FIGURE,
            [
                Link(
                    Mode.INDIRECT,
                    [
                        Holder("roads", "Both bodies", "those of the report that is corrected"),
                        Holder("water", "Both bodies", "those of the report that is corrected"),
                    ],
                    "speak of",
                )
            ],
            subjects=["closing"],
            figures=[Figure("1,050", "people cut off", "", Qualifier.EXACTLY, "exactly", "people")],
            relations=[Relation(RelationKind.CORRECTS, "daily_cut_off")],
        ),
        "correction_sorry": Claim(
            "The paper is sorry for its error.",
            ["We are sorry for the error, which was ours."],
            ClaimKind.OTHER,
            [Link(Mode.OWN, [Holder("daily", "We", "the paper that publishes the correction")])],
            subjects=["closing"],
        ),
    },
)
