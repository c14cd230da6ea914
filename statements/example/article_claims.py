"""The article's claims that it ascribes to somebody, and those between them that it may."""

from statements.choices import ClaimKind, HolderKind, Mode, Qualifier
from statements.example.parts import Claim, Date, Doubt, Figure, Holder, Link

BAKU = Holder("ministry", "Baku", "the statement reported below")
FOREIGN_MINISTRY = Holder("ministry", "the Azerbaijani Foreign Ministry", "another form of its name")
MINISTRY = Holder("ministry", "the ministry", "the Foreign Ministry, named in the second paragraph")
STATEMENT = Holder("ministry", "the statement", "the ministry’s statement that the article reports")
IT = Holder("ministry", "it", "the statement, named in the paragraph before")
SARGSYAN = Link(Mode.DIRECT, [Holder("sargsyan")], "saying")
DE_WAAL = Link(Mode.DIRECT, [Holder("de_waal")], "was quoted by", cited_work="black_garden", locator="p. 172")
AUTUMN_2020 = Date("2020-09-27/2020-11-10", "from September 27 to November 10, 2020")


def said(holder: Holder, mode: Mode, cue: str) -> Link:
    """A link to the ministry's statement."""
    return Link(mode, [holder], cue, statement="anniversary")


RECALLED = said(STATEMENT, Mode.INDIRECT, "recalled")

OPENING = {
    "hatred_sanctioned": Claim(
        "Ethnic hatred sanctioned by the Armenian state led to the killing of civilians in Khojaly in 1992.",
        ["ethnic hatred, sanctioned by the Armenian state, lay behind the killing of civilians in Khojaly in 1992"],
        ClaimKind.CAUSE,
        [said(BAKU, Mode.INDIRECT, "has said")],
        about=Date("1992", "in 1992"),
        subjects=["khojaly"],
    ),
    "state_policy": Claim(
        "The killings at Khojaly stemmed from ethnic hatred and racial discrimination as Armenian state policy.",
        [
            "the killings at Khojaly grew out of ethnic hatred and racial discrimination pursued in Armenia at the "
            "level of the state"
        ],
        ClaimKind.CAUSE,
        [said(FOREIGN_MINISTRY, Mode.DIRECT, "said")],
        subjects=["khojaly"],
    ),
    "killed_for_ethnicity": Claim(
        "This policy led to the killing of innocent people only because of their ethnicity.",
        ["innocent people died for nothing but their ethnicity"],
        ClaimKind.EVENT,
        [said(FOREIGN_MINISTRY, Mode.DIRECT, "said")],
        subjects=["khojaly"],
    ),
    "systematic": Claim(
        "The crimes at Khojaly belonged to an Armenian policy of systematic violence against Azerbaijanis.",
        ["the crimes there were one piece of a policy under which violence against Azerbaijanis was systematic"],
        ClaimKind.RESPONSIBILITY,
        [said(FOREIGN_MINISTRY, Mode.DIRECT, "said")],
        subjects=["khojaly"],
    ),
    "among_the_worst": Claim(
        "The town’s destruction and the murder of its residents were among the worst atrocities against civilians "
        "in decades.",
        [
            "the town’s destruction and the murder of those who lived there were among the worst acts against "
            "civilians in decades"
        ],
        ClaimKind.CHARACTERISATION,
        [said(MINISTRY, Mode.INDIRECT, "stressed")],
        subjects=["khojaly"],
    ),
    "terrible_chapter": Claim(
        "No chapter of the First Karabakh War was more terrible.",
        ["no chapter of the First Karabakh War was more terrible"],
        ClaimKind.CHARACTERISATION,
        [said(MINISTRY, Mode.INDIRECT, "stressed")],
        subjects=["khojaly"],
    ),
    "inhabitants": Claim(
        "Before the conflict about 7,000 people lived in Khojaly.",
        ["Khojaly, a town in Azerbaijan’s Karabakh region, had about 7,000 inhabitants before the conflict"],
        ClaimKind.FIGURE,
        subjects=["town"],
        figures=[Figure("7,000", "inhabitants", "7000", Qualifier.ABOUT, "about", "people")],
    ),
    "region": Claim(
        "Khojaly lies in Azerbaijan’s Karabakh region.",
        ["Khojaly, a town in Azerbaijan’s Karabakh region"],
        ClaimKind.CIRCUMSTANCE,
        subjects=["town"],
    ),
    "surrounded": Claim(
        "From October 1991 the armed forces of Armenia had the town surrounded.",
        ["from October 1991 Armenia’s armed forces encircled the town"],
        ClaimKind.EVENT,
        [said(STATEMENT, Mode.DIRECT, "added")],
        about=Date("1991-10/..", "From October 1991"),
        subjects=["town"],
    ),
    "seized": Claim(
        "In the night of 25 February 1992, after massive artillery fire, Armenia’s armed forces took Khojaly, helped "
        "by guards regiment No. 366 of the former USSR.",
        [
            "they took it in the night of 25 February 1992, after heavy artillery fire and with the help of guards "
            "regiment No. 366 of the former USSR"
        ],
        ClaimKind.EVENT,
        [said(STATEMENT, Mode.DIRECT, "added")],
        about=Date("1992-02-25", "Overnight, on 25 February 1992"),
        subjects=["khojaly"],
    ),
    "regiment": Claim(
        "Armenians made up the majority of that regiment.",
        ["a regiment made up mostly of Armenians"],
        ClaimKind.CIRCUMSTANCE,
        [said(STATEMENT, Mode.DIRECT, "added")],
        subjects=["khojaly"],
        part_of="seized",
    ),
    "destroyed": Claim(
        "Those who took the city destroyed it and were particularly brutal towards its peaceful population.",
        ["the city was destroyed and its peaceful inhabitants met with brutal violence"],
        ClaimKind.RESPONSIBILITY,
        [said(STATEMENT, Mode.DIRECT, "added")],
        subjects=["khojaly"],
    ),
}

CLOSING = {
    "violations": Claim(
        "The acts at Khojaly and other crimes of Armenia seriously violate international humanitarian and human "
        "rights law.",
        [
            "What was done at Khojaly, with other crimes laid at Armenia’s door, amounts to grave "
            "breaches of the law of armed conflict and of human rights"
        ],
        ClaimKind.LEGAL,
        [said(MINISTRY, Mode.MIXED, "said")],
        subjects=["khojaly"],
    ),
    "conventions": Claim(
        "The treaties on genocide, on torture and on racial discrimination are among those violated.",
        [
            "the conventions on genocide, on torture and on racial discrimination are among the treaties violated",
        ],
        ClaimKind.LEGAL,
        [said(MINISTRY, Mode.INDIRECT, "stressing")],
        subjects=["khojaly", "genocide_convention", "torture_convention", "racism_convention"],
    ),
    "resolutions": Claim(
        "Two international organizations, the legislatures of 17 countries and 24 States of the USA adopted "
        "resolutions and decisions that condemn the killing of civilians in Khojaly.",
        [
            "the Organization of Turkic States, the Organization of Islamic Cooperation, the legislative bodies of 17 "
            "countries and 24 States of the USA have passed resolutions and decisions that condemn the killing of "
            "civilians at Khojaly"
        ],
        ClaimKind.REPORT,
        [said(STATEMENT, Mode.DIRECT, "added")],
        subjects=["khojaly"],
    ),
    "genocide": Claim(
        "The killing of civilians in Khojaly was genocide and a crime against humanity.",
        ["it as genocide and as a crime against humanity"],
        ClaimKind.LEGAL,
        [
            said(STATEMENT, Mode.DIRECT, "added"),
            Link(
                Mode.INDIRECT,
                [
                    Holder(as_named="legislative bodies of 17 countries", kind=HolderKind.UNNAMED, count=17),
                    Holder(as_named="24 States of the USA", kind=HolderKind.UNNAMED, count=24),
                    Holder("islamic_cooperation"),
                    Holder("turkic_states"),
                ],
                "characterizing",
                cited_as="resolutions and decisions",
            ),
        ],
        subjects=["khojaly", "genocide_convention"],
    ),
    "significant_conclusion": Claim(
        "The judgment of 22 April 2010 reached a significant conclusion about the crimes at Khojaly.",
        ["its verdict of 22 April 2010 came to a significant conclusion about the crimes at Khojaly"],
        ClaimKind.CHARACTERISATION,
        about=Date("2010-04-22", "22 April 2010"),
        subjects=["khojaly"],
        doubts=[
            Doubt(
                Holder(
                    "ministry", reason="The paragraphs before and after it are ascribed to the ministry’s statement."
                )
            )
        ],
    ),
    "particular_gravity": Claim(
        "The acts were of particular gravity, possibly war crimes or crimes against humanity.",
        [
            "what the perpetrators did as acts of particular gravity, possibly war crimes or crimes against humanity",
        ],
        ClaimKind.LEGAL,
        [
            Link(
                Mode.MIXED,
                [Holder("court")],
                "describing",
                statement="judgment",
                cited_work="judgment",
            )
        ],
        subjects=["khojaly"],
        doubts=[
            Doubt(
                Holder(
                    "ministry", reason="The paragraphs before and after it are ascribed to the ministry’s statement."
                )
            )
        ],
    ),
    "must_prosecute": Claim(
        "International law obliges states to investigate crimes such as those at Khojaly and to prosecute the "
        "perpetrators.",
        [
            "International law obliges states to investigate crimes like those at Khojaly and to prosecute those who "
            "committed them"
        ],
        ClaimKind.LEGAL,
        subjects=["khojaly"],
        doubts=[Doubt(Holder("ministry", "the ministry", "The next sentence ends “the ministry said”."), cue="said")],
    ),
    "nobody_punished": Claim(
        "To date nobody in Armenia has been punished for what was done at Khojaly.",
        ["In Armenia nobody has been punished for them to this day"],
        ClaimKind.CIRCUMSTANCE,
        [said(MINISTRY, Mode.INDIRECT, "said")],
        subjects=["khojaly"],
    ),
    "raise_a_hand": Claim(
        "Until Khojaly, the Azerbaijanis took Armenians for people unable to raise a hand against civilians.",
        ["until Khojaly the Azerbaijanis thought Armenians incapable of raising a hand against civilians"],
        ClaimKind.CIRCUMSTANCE,
        [RECALLED, DE_WAAL, SARGSYAN],
        subjects=["khojaly"],
    ),
    "thought": Claim(
        "Armenians were people unable to raise a hand against civilians.",
        ["Armenians incapable of raising a hand against civilians"],
        ClaimKind.CHARACTERISATION,
        [
            RECALLED,
            DE_WAAL,
            SARGSYAN,
            Link(Mode.INDIRECT, [Holder(as_named="the Azerbaijanis", kind=HolderKind.GENERIC)], "thought"),
        ],
        subjects=["khojaly"],
        part_of="raise_a_hand",
    ),
    "able_to_break": Claim(
        "The speaker’s side was able to break that image.",
        ["this was an image they managed to break"],
        ClaimKind.RESPONSIBILITY,
        [RECALLED, DE_WAAL, SARGSYAN],
        subjects=["khojaly"],
    ),
    "book_quotes": Claim(
        "Thomas de Waal’s book quotes Serzh Sargsyan to this effect.",
        [
            "a passage of Black Garden (2003, p. 172), in which Serzh Sargsyan, once Armenia’s defence minister and "
            "president, was quoted by its author Thomas de Waal"
        ],
        ClaimKind.REPORT,
        [RECALLED],
        subjects=["khojaly"],
    ),
    "targeted_again": Claim(
        "From 27 September to 10 November 2020 Azerbaijani civilians were deliberately targeted again.",
        [
            "Between 27 September and 10 November 2020",
            "civilians of Azerbaijan were again made targets on purpose during Armenia’s military actions",
        ],
        ClaimKind.EVENT,
        [said(STATEMENT, Mode.INDIRECT, "underlined")],
        about=AUTUMN_2020,
        subjects=["autumn"],
    ),
    "same_methods": Claim(
        "As in 1992, Armenia struck civilians and civilian objects on purpose, in Ganja, Barda, Tartar and elsewhere.",
        [
            "The methods were those of 1992",
            "civilians and civilian objects were struck on purpose in cities of Azerbaijan, Ganja, Barda and Tartar "
            "among them, which lie far from the war zone",
        ],
        ClaimKind.RESPONSIBILITY,
        subjects=["autumn", "ganja", "barda", "tartar"],
        doubts=[
            Doubt(Holder("ministry", "it", "The next sentence ends “it noted”; “it” is the statement."), cue="noted")
        ],
    ),
    "far_from_the_war": Claim(
        "Those cities lie far from the war zone.",
        ["Ganja, Barda and Tartar among them, which lie far from the war zone"],
        ClaimKind.CIRCUMSTANCE,
        subjects=["ganja", "barda", "tartar"],
        part_of="same_methods",
        doubts=[
            Doubt(Holder("ministry", "it", "The next sentence ends “it noted”; “it” is the statement."), cue="noted")
        ],
    ),
    "killed_again": Claim(
        "Armenia again attacked and killed harmless citizens of Azerbaijan, this time with contemporary weapons.",
        [
            "Once more harmless citizens were attacked and killed, now with cluster bombs, rocket launchers and "
            "armoured vehicles of recent make"
        ],
        ClaimKind.RESPONSIBILITY,
        [said(IT, Mode.INDIRECT, "noted")],
        subjects=["autumn"],
    ),
    "end_impunity": Claim(
        "Steady measures at home and under international law will end impunity and bring those responsible to justice.",
        [
            "steady action, at home and under international law, will end impunity and bring to court those "
            "responsible",
        ],
        ClaimKind.POSITION,
        [said(STATEMENT, Mode.DIRECT, "said")],
    ),
    "remembrance": Claim(
        "Azerbaijan remembers the victims of Khojaly and keeps their sacrifice in its national memory.",
        ["the country keeps the memory of the victims"],
        ClaimKind.POSITION,
        [said(STATEMENT, Mode.DIRECT, "said")],
        subjects=["khojaly"],
    ),
}
