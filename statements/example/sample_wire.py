"""Sample: an agency's report on the same joint statement, in words that differ from those of other outlets."""

from statements.choices import ClaimKind, Mode, Qualifier, SourceKind
from statements.example.parts import SAMPLE, Claim, Date, Figure, Holder, Link, Record, Source, Text

BOTH = [Holder("roads", "the Sample Ministry of Roads"), Holder("water", "the Sample Water Board")]
IT = [
    Holder("roads", "it", "the joint statement named in the sentence before"),
    Holder("water", "it", "the joint statement named in the sentence before"),
]

WIRE = Record(
    Source(
        SourceKind.ARTICLE,
        "Sample: River shuts old bridge",
        publisher="wire",
        published=Date("2021-03-04", "4 March 2021"),
        language="en",
        url="https://wire.example/river-shuts-bridge",
        rights=SAMPLE,
    ),
    Text(
        """\
Sample report of an agency, all of it invented. 4 March 2021

The river rose by 2.4 metres in a single night, the Sample Ministry of Roads and the Sample Water Board said in a \
joint statement. “The bridge was sound until the waters had reached its deck,” it reads. It names the closing “a \
measure of caution and nothing more” and puts at some 900 the people cut off from the town.

“One lane shall open by Monday,” it ends.
""",
        "en",
    ),
    {
        "wire_rise": Claim(
            "The river rose by 2.4 metres in one night.",
            ["The river rose by 2.4 metres in a single night"],
            ClaimKind.FIGURE,
            [Link(Mode.INDIRECT, BOTH, "said", statement="joint")],
            subjects=["closing"],
            figures=[Figure("2.4", "rise of the river", unit="m")],
        ),
        "wire_sound": Claim(
            "The bridge was sound until the water reached its deck.",
            ["“The bridge was sound until the waters had reached its deck,”"],
            ClaimKind.CIRCUMSTANCE,
            [Link(Mode.DIRECT, IT, "it reads", statement="joint")],
            subjects=["old_bridge"],
        ),
        "wire_caution": Claim(
            "The bridge was closed as a precaution only.",
            ["the closing “a measure of caution and nothing more”"],
            ClaimKind.CHARACTERISATION,
            [Link(Mode.MIXED, IT, "names", statement="joint")],
            ["“a measure of caution and nothing more”"],
            subjects=["closing"],
        ),
        "wire_cut_off": Claim(
            "About 900 people were cut off from the town.",
            ["some 900 the people cut off from the town"],
            ClaimKind.FIGURE,
            [Link(Mode.INDIRECT, IT, "puts at", statement="joint")],
            subjects=["closing"],
            figures=[Figure("900", "people cut off", "", Qualifier.ABOUT, "some", "people")],
        ),
        "wire_lane": Claim(
            "One lane will be open by Monday.",
            ["“One lane shall open by Monday,”"],
            ClaimKind.POSITION,
            [Link(Mode.DIRECT, IT, "it ends", statement="joint")],
            subjects=["old_bridge"],
        ),
    },
    dates=["joint"],
)
