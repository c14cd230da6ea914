"""Samples: a translated report, a first-hand statement in Arabic, a transcript with a chain of five, and a post."""

from statements.choices import (
    ClaimKind,
    DateBasis,
    Display,
    FigureTie,
    HolderKind,
    Mode,
    Polarity,
    Qualifier,
    RelationKind,
    SourceKind,
    TextBasis,
)
from statements.example.parts import SAMPLE, Claim, Date, Figure, Holder, Link, Record, Relation, Source, Text

THEY = [
    Holder("roads", "they", "the two bodies named at the start of the paragraph"),
    Holder("water", "they", "the two bodies named at the start of the paragraph"),
]
BOTH = [
    Holder("roads", "both", "the two bodies of the paragraph before"),
    Holder("water", "both", "the two bodies of the paragraph before"),
]
SPEAK_OF = Link(
    Mode.MIXED,
    [Holder("roads", "the Sample Ministry of Roads"), Holder("water", "the Sample Water Board")],
    "speak of",
    statement="joint",
)

GAZETTE = Record(
    Source(
        SourceKind.ARTICLE,
        "Sample: Köhnə körpü bağlandı",
        publisher="gazette",
        published=Date("2021-03-06", basis=DateBasis.METADATA),
        language="az",
        url="https://gazette.example/kohne-korpu",
        display=Display.PASSAGES,
        rights=SAMPLE,
    ),
    Text(
        """\
Sample article, invented; translated from Azerbaijani.

In one text of 4 March 2021 the Sample Ministry of Roads and the Sample Water Board speak of “more than 1,000” people \
who could not get into town, 400 of them pupils. The water, they write, had risen “by over two metres” since the \
evening.

Closing the bridge was “prudent”, according to both.

By Thursday evening some 1,100 people were cut off. The Daily has written of about 900 people. The Residents’ \
Union disputes that number and gives 1,300.

A paragraph without anything recorded from it is not shown here.
""",
        "en",
        TextBasis.TRANSLATION,
        translated_from="az",
        translated_by="Sample Translator",
    ),
    {
        "gazette_cut_off": Claim(
            "More than 1,000 people could not reach the town.",
            ["“more than 1,000” people who could not get into town"],
            ClaimKind.FIGURE,
            [SPEAK_OF],
            ["“more than 1,000”"],
            subjects=["closing"],
            figures=[Figure("1,000", "people cut off", "", Qualifier.MORE_THAN, "more than", "people")],
        ),
        "gazette_pupils": Claim(
            "400 of them were school pupils.",
            ["400 of them pupils"],
            ClaimKind.FIGURE,
            [Link(Mode.INDIRECT, SPEAK_OF.holders, "speak of", statement="joint")],
            subjects=["closing"],
            part_of="gazette_cut_off",
            figures=[
                Figure(
                    "400",
                    "people cut off: children",
                    unit="people",
                    tie=FigureTie.PART_OF,
                    tied_to=("gazette_cut_off", 1),
                )
            ],
        ),
        "gazette_rise": Claim(
            "The river rose by more than two metres overnight.",
            ["The water", "had risen “by over two metres” since the evening"],
            ClaimKind.FIGURE,
            [Link(Mode.MIXED, THEY, "write", statement="joint")],
            ["“by over two metres”"],
            subjects=["closing"],
            figures=[Figure("two", "rise of the river", "2", Qualifier.MORE_THAN, "over", "m")],
        ),
        "gazette_prudent": Claim(
            "It was prudent to close the bridge and late.",
            ["Closing the bridge was “prudent”"],
            ClaimKind.CHARACTERISATION,
            [Link(Mode.MIXED, BOTH, "according to", statement="joint")],
            ["“prudent”"],
            subjects=["closing"],
        ),
        "gazette_by_evening": Claim(
            "Some 1,100 people were cut off by the evening of Thursday.",
            ["By Thursday evening some 1,100 people were cut off."],
            ClaimKind.FIGURE,
            subjects=["closing"],
            figures=[Figure("1,100", "people cut off", "", Qualifier.ABOUT, "some", "people")],
        ),
        "gazette_union": Claim(
            "1,300 people were cut off, not about 900.",
            ["that number", "1,300"],
            ClaimKind.FIGURE,
            [
                Link(
                    Mode.INDIRECT,
                    [Holder("union", "The Residents’ Union", "the only union in the town")],
                    "disputes",
                )
            ],
            subjects=["closing"],
            figures=[Figure("1,300", "people cut off", unit="people")],
            relations=[Relation(RelationKind.DISPUTES, "daily_cut_off", "para. 4")],
        ),
    },
    dates=["joint"],
)

RELIEF = Link(Mode.OWN, [Holder("relief")], statement="relief")

RELEASE = Record(
    Source(
        SourceKind.PRESS_RELEASE,
        "Sample: بيان لجنة الإغاثة النموذجيّة عن الجسر القديم",
        publisher="relief",
        published=Date("2021-03-05", "٥ آذار/مارس ٢٠٢١"),
        language="ar",
        url="https://relief.example/bridge",
        rights=SAMPLE,
    ),
    Text(
        """\
نموذج (Sample): هذا النصُّ مُختلَقٌ ولا يصفُ أحدًا.

صدرَ هذا البيانُ في ٥ آذار/مارس ٢٠٢١.

أُغلِقَ الجسرُ القديمُ صباحَ ٣ آذار/مارس ٢٠٢١ بعدَ ارتفاعِ مياهِ النهر. وقد وزَّعنا ١٢٠٠ سلّةٍ غذائيّةٍ على ٣١٠ عائلات، منها ٤٥ عائلةً \
على الضفّةِ الشرقيّة.

لا يجوزُ أن يبقى الطريقُ مقطوعًا بعدَ نهايةِ الشهر، ونطلبُ من وزارةِ الطرقِ النموذجيّةِ أن تفتحَ معبرًا مؤقّتًا.

ونشكرُ المتطوّعينَ الذينَ عملوا ليلًا ونهارًا.
""",
        "ar",
    ),
    {
        "relief_closed": Claim(
            "The old bridge was closed on the morning of 3 March 2021 after the river rose.",
            ["أُغلِقَ الجسرُ القديمُ صباحَ ٣ آذار/مارس ٢٠٢١ بعدَ ارتفاعِ مياهِ النهر."],
            ClaimKind.EVENT,
            [RELIEF],
            about=Date("2021-03-03", "٣ آذار/مارس ٢٠٢١"),
            subjects=["closing", "old_bridge"],
        ),
        "relief_baskets": Claim(
            "The committee gave out 1,200 food baskets to 310 families, 45 of them on the east bank.",
            ["وزَّعنا ١٢٠٠ سلّةٍ غذائيّةٍ على ٣١٠ عائلات، منها ٤٥ عائلةً على الضفّةِ الشرقيّة"],
            ClaimKind.FIGURE,
            [RELIEF],
            subjects=["closing"],
            figures=[
                Figure("١٢٠٠", "food baskets given out", "1200", unit="baskets"),
                Figure("٣١٠", "families helped", "310", unit="families"),
                Figure(
                    "٤٥",
                    "families helped: east bank",
                    "45",
                    unit="families",
                    tie=FigureTie.PART_OF,
                    tied_to=("relief_baskets", 2),
                ),
            ],
        ),
        "relief_reopen": Claim(
            "The road must not stay cut after the end of the month; the ministry should open a temporary crossing.",
            ["لا يجوزُ أن يبقى الطريقُ مقطوعًا بعدَ نهايةِ الشهر، ونطلبُ من وزارةِ الطرقِ النموذجيّةِ أن تفتحَ معبرًا مؤقّتًا."],
            ClaimKind.POSITION,
            [RELIEF],
            about=Date("2021-04/..", "بعدَ نهايةِ الشهر", DateBasis.INFERRED, "the end of the month of the statement"),
            subjects=["closing"],
        ),
        "relief_thanks": Claim(
            "The committee thanks its volunteers, who worked day and night.",
            ["ونشكرُ المتطوّعينَ الذينَ عملوا ليلًا ونهارًا."],
            ClaimKind.OTHER,
            [RELIEF],
            subjects=["closing"],
        ),
    },
    dates=["relief"],
)

MAYOR = Holder("mayor", "MAYOR", "the mayor of the town, introduced by the station")
TALK = Link(Mode.DIRECT, [MAYOR], statement="talk", locator="00:12:30")
LATER = Link(Mode.DIRECT, [MAYOR], statement="talk", locator="00:13:15")

TRANSCRIPT = Record(
    Source(
        SourceKind.TRANSCRIPT,
        "Sample: Evening Talk, transcript",
        publisher="transcripts",
        published=Date("2021-03~", basis=DateBasis.METADATA),
        language="en",
        rights=SAMPLE,
    ),
    Text(
        """\
Sample transcript of an invented talk that was recorded this week.

[00:11:50] SAMPLE RADIO: Who ordered the closing?

[00:12:30] MAYOR: I did not order it. Noor told me at five; she had heard from the Water Board, where somebody on duty \
read out the old survey: “the third pier will not stand two metres of water”. And people say that the survey was never \
finished. I think it is from about 1968.

[00:13:10] SAMPLE RADIO: The Daily writes that you called the ministry late.

[00:13:15] MAYOR: I never said that to the Daily. The ministry came when I called. And eight hundred to eight hundred \
and fifty people were cut off; I know them by name.
""",
        "en",
        TextBasis.TRANSCRIPTION,
    ),
    {
        "talk_order": Claim(
            "The mayor did not order the closing.",
            ["I did not order it."],
            ClaimKind.RESPONSIBILITY,
            [TALK],
            subjects=["closing"],
        ),
        "talk_told": Claim(
            "The mayor heard of the closing from the engineer at five.",
            ["Noor told me at five"],
            ClaimKind.REPORT,
            [TALK],
            subjects=["closing"],
        ),
        "talk_pier": Claim(
            "The third pier cannot stand two metres of water.",
            ["“the third pier will not stand two metres of water”"],
            ClaimKind.CIRCUMSTANCE,
            [
                TALK,
                Link(Mode.INDIRECT, [Holder("engineer_again", "Noor", "the town’s engineer")], "told"),
                Link(Mode.INDIRECT, [Holder("water", "the Water Board", "the only such board")], "heard from"),
                Link(Mode.INDIRECT, [Holder(as_named="somebody on duty", kind=HolderKind.UNNAMED)], "read out"),
                Link(Mode.DIRECT, [Holder(as_named="the old survey", kind=HolderKind.WORK)], cited_work="survey"),
            ],
            subjects=["old_bridge"],
            figures=[Figure("two", "water that the third pier stands", "2", unit="m")],
        ),
        "talk_unfinished": Claim(
            "The survey was never finished.",
            ["the survey was never finished"],
            ClaimKind.CIRCUMSTANCE,
            [TALK, Link(Mode.INDIRECT, [Holder(as_named="people", kind=HolderKind.GENERIC)], "say")],
            subjects=["upkeep"],
        ),
        "talk_age": Claim(
            "The survey dates from about 1968.",
            ["I think it is from about 1968."],
            ClaimKind.CIRCUMSTANCE,
            [TALK],
            about=Date("1968~", "about 1968"),
            subjects=["upkeep"],
        ),
        "talk_never": Claim(
            "The mayor never told the Daily so.",
            ["I never said that to the Daily."],
            ClaimKind.REPORT,
            [LATER],
            subjects=["closing"],
            relations=[Relation(RelationKind.DENIES_ATTRIBUTION, "daily_late", "00:13:15")],
        ),
        "talk_came": Claim(
            "The ministry came when the mayor called.",
            ["The ministry came when I called."],
            ClaimKind.EVENT,
            [LATER],
            subjects=["closing"],
            relations=[Relation(RelationKind.REPLIES_TO, "daily_late", "00:13:15")],
        ),
        "talk_cut_off": Claim(
            "800 to 850 people were cut off from the town.",
            ["eight hundred to eight hundred and fifty people were cut off"],
            ClaimKind.FIGURE,
            [LATER],
            subjects=["closing"],
            figures=[
                Figure("eight hundred to eight hundred and fifty", "people cut off", "800", unit="people", high="850")
            ],
        ),
    },
    dates=["talk"],
)

POST = Record(
    Source(SourceKind.POST, language="en", title="Sample: The survey, at last", display=Display.NONE, rights=SAMPLE),
    Text(
        "Sample post, invented and unsigned.\n\n"
        "Now a spokeswoman says that the mayor never called the ministry too late. Nor, she adds, did the mayor ever "
        "speak of 2,000 people cut off. According to the survey, the pier was “unsafe from the start”. The builder, "
        "some say, is named in minutes kept under lock until March 2021.\n",
        "en",
    ),
    {
        "post_not_late": Claim(
            "The ministry came too late.",
            ["the ministry too late"],
            ClaimKind.RESPONSIBILITY,
            [
                Link(Mode.INDIRECT, [Holder(as_named="a spokeswoman", kind=HolderKind.UNNAMED)], "says"),
                Link(
                    Mode.INDIRECT,
                    [Holder("mayor", "the mayor", "the only mayor of the town")],
                    "never called",
                    polarity=Polarity.NOT,
                ),
            ],
            subjects=["closing"],
        ),
        "post_cut_off": Claim(
            "2,000 people were cut off from the town.",
            ["2,000 people cut off"],
            ClaimKind.FIGURE,
            [
                Link(
                    Mode.INDIRECT,
                    [Holder(as_named="she", reason="the spokeswoman named before", kind=HolderKind.UNNAMED)],
                    "adds",
                ),
                Link(
                    Mode.INDIRECT,
                    [Holder("mayor", "the mayor", "the only mayor of the town")],
                    "speak of",
                    polarity=Polarity.NOT,
                ),
            ],
            subjects=["closing"],
            figures=[Figure("2,000", "people cut off", unit="people")],
        ),
        "post_unsafe": Claim(
            "The pier was unsafe from the beginning.",
            ["the pier was “unsafe from the start”"],
            ClaimKind.CHARACTERISATION,
            [
                Link(
                    Mode.MIXED,
                    [Holder(as_named="the survey", kind=HolderKind.WORK)],
                    "According to",
                    cited_work="survey",
                )
            ],
            ["“unsafe from the start”"],
            subjects=["old_bridge"],
        ),
        "post_minutes": Claim(
            "Minutes that were kept under lock until March 2021 name the builder.",
            ["The builder", "is named in minutes kept under lock until March 2021"],
            ClaimKind.REPORT,
            [Link(Mode.INDIRECT, [Holder(as_named="some", kind=HolderKind.GENERIC)], "say")],
            about=Date("../2021-03", "until March 2021"),
            subjects=["upkeep"],
        ),
    },
)
