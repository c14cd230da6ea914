"""The paragraph of figures that the article gives in its own voice: it names nobody for them."""

from statements.choices import ClaimKind, FigureTie, Qualifier
from statements.example.parts import Claim, Figure

FIGURES = {
    "expelled": Claim(
        "The city’s 5,379 residents were forced out.",
        ["the city’s 5,379 inhabitants driven out by force"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("5,379", "expelled", unit="people")],
    ),
    "killed": Claim(
        "Some 613 people were killed, 63 children, 106 women and 70 elderly people among them.",
        ["the dead at some 613, of whom 63 were children, 106 women and 70 elderly"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[
            Figure("613", "killed", "", Qualifier.ABOUT, "Some", "people"),
            Figure("63", "killed: children", unit="people", tie=FigureTie.PART_OF, tied_to=("killed", 1)),
            Figure("106", "killed: women", unit="people", tie=FigureTie.PART_OF, tied_to=("killed", 1)),
            Figure("70", "killed: elderly people", unit="people", tie=FigureTie.PART_OF, tied_to=("killed", 1)),
        ],
    ),
    "captured": Claim(
        "Some 1,275 people were captured, held hostage and tortured.",
        ["those captured, held hostage and tortured at some 1,275"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("1,275", "captured", "", Qualifier.ABOUT, "Some", "people")],
    ),
    "injured": Claim(
        "487 people were injured.",
        ["the injured at 487"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("487", "injured", unit="people")],
    ),
    "fate_unclear": Claim(
        "What became of 150 of those captured, 68 women and 26 children among them, is unclear to this day.",
        ["unclear what became of 150 of the captives, 68 women and 26 children among them"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[
            Figure("150", "fate unclear", unit="people", tie=FigureTie.OUT_OF, tied_to=("captured", 1)),
            Figure("68", "fate unclear: women", unit="people", tie=FigureTie.PART_OF, tied_to=("fate_unclear", 1)),
            Figure("26", "fate unclear: children", unit="people", tie=FigureTie.PART_OF, tied_to=("fate_unclear", 1)),
        ],
    ),
    "families_torn": Claim(
        "What Armenian armed forces did tore families apart.",
        ["the actions of Armenia’s forces tore families apart"],
        ClaimKind.RESPONSIBILITY,
        subjects=["khojaly"],
    ),
    "no_survivors": Claim(
        "In eight families nobody survived.",
        ["eight families have no survivor"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("eight", "families without survivors", "8", unit="families")],
    ),
    "lost_one_parent": Claim(
        "130 children lost one parent.",
        ["130 children lost one parent"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("130", "children who lost one parent", unit="people")],
    ),
    "lost_both_parents": Claim(
        "A further 25 children lost both parents.",
        ["a further 25 lost both"],
        ClaimKind.FIGURE,
        subjects=["khojaly"],
        figures=[Figure("25", "children who lost both parents", unit="people")],
    ),
}
