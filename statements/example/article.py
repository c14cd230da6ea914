"""The article by Vafa Ismayilova: a summary in this archive's words, and where each of its claims stands in it.

The article states no outlet, title or date, so its record has none. A summary yields no words of the source: its
claims show a paraphrase, the chain and the mode that the article's own wording has.
"""

from statements.choices import SourceKind, TextBasis
from statements.example import article_claims, article_figures
from statements.example.parts import Record, Source, Text

SUMMARY = """\
Baku has said that ethnic hatred, sanctioned by the Armenian state, lay behind the killing of civilians in Khojaly \
in 1992.

The article then quotes what the ministry published online on the 30th anniversary. The Azerbaijani Foreign Ministry \
said that the killings at Khojaly grew out of ethnic hatred and racial discrimination pursued in Armenia at the level \
of the state, that innocent people died for nothing but their ethnicity, and that the crimes there were one piece of \
a policy under which violence against Azerbaijanis was systematic.

The ministry stressed that the town’s destruction and the murder of those who lived there were among the worst acts \
against civilians in decades, and that no chapter of the First Karabakh War was more terrible. In its own voice the \
article adds that Khojaly, a town in Azerbaijan’s Karabakh region, had about 7,000 inhabitants before the conflict.

Another quoted paragraph says that from October 1991 Armenia’s armed forces encircled the town; that they took it in \
the night of 25 February 1992, after heavy artillery fire and with the help of guards regiment No. 366 of the former \
USSR, a regiment made up mostly of Armenians; and that the city was destroyed and its peaceful inhabitants met with \
brutal violence, the statement added.

The next figures come without a named source. The article has the city’s 5,379 inhabitants driven out by force. It \
puts the dead at some 613, of whom 63 were children, 106 women and 70 elderly; those captured, held hostage and \
tortured at some 1,275; and the injured at 487. It calls unclear what became of 150 of the captives, 68 women and 26 \
children among them. By its account the actions of Armenia’s forces tore families apart, eight families have no \
survivor, 130 children lost one parent, and a further 25 lost both.

What was done at Khojaly, with other crimes laid at Armenia’s door, amounts to grave breaches of \
the law of armed conflict and of human rights, the ministry said, stressing that the conventions on genocide, on \
torture and on racial discrimination are among the treaties violated.

The statement added, again in quotation marks, that the Organization of Turkic States, the Organization of Islamic \
Cooperation, the legislative bodies of 17 countries and 24 States of the USA have passed resolutions and decisions \
that condemn the killing of civilians at Khojaly, characterizing it as genocide and as a crime against humanity.

On the European Court of Human Rights the article writes that its verdict of 22 April 2010 came to a significant \
conclusion about the crimes at Khojaly, describing what the perpetrators did as acts of particular gravity, possibly \
war crimes or crimes against humanity.

International law obliges states to investigate crimes like those at Khojaly and to prosecute those who committed \
them, the article goes on. In Armenia nobody has been punished for them to this day, the ministry said.

The statement recalled a passage of Black Garden (2003, p. 172), in which Serzh Sargsyan, once Armenia’s defence \
minister and president, was quoted by its author Thomas de Waal as saying that until Khojaly the Azerbaijanis thought \
Armenians incapable of raising a hand against civilians, and that this was an image they managed to break.

Between 27 September and 10 November 2020, the statement underlined, civilians of Azerbaijan were again made targets \
on purpose during Armenia’s military actions.

The methods were those of 1992, the article writes: civilians and civilian objects were struck on purpose in cities of \
Azerbaijan, Ganja, Barda and Tartar among them, which lie far from the war zone. Once more harmless citizens were \
attacked and killed, now with cluster bombs, rocket launchers and armoured vehicles of recent make, it noted.

The closing words are quoted as well: Azerbaijan trusts that steady action, at home and under international law, will \
end impunity and bring to court those responsible, and the country keeps the memory of the victims, said the statement.
"""

ARTICLE = Record(
    Source(
        SourceKind.ARTICLE,
        authors=["author"],
        language="en",
        rights="The text shown is this archive’s summary; the article’s own words are not reproduced.",
    ),
    Text(SUMMARY, "en", TextBasis.SUMMARY),
    article_claims.OPENING | article_figures.FIGURES | article_claims.CLOSING,
    dates=["anniversary"],
)
