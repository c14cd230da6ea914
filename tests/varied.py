"""A small invented archive that shows every kind of attribution once; for tests that look at whole pages."""

from dataclasses import dataclass, field

import made

from statements import publishing
from statements.choices import AgentKind, FigureTie, HolderKind, Mode, Polarity, SpanRole

ARTICLE = """\
The Foreign Ministry of Exampleland has said that the bridge of Exampletown was closed without warning.

Some 613 people were on it, including 63 children and 106 women. Nobody was told.

The ministry recalled that Bo Sample was quoted by Ada Author as saying "we never closed it ... [not once]", and that \
residents thought otherwise.

The parliament of Exampleland, 17 countries and the Council called the closing "an error", the statement said.

Nothing else happened that day.

It is said that the keys were lost. The mayor did not say that they were thrown away, a driver said.\
"""
ARABIC = "قالت الهيئة النموذجية إن الاجتماع عُقد في موعده.\n\n«الباب سيبقى مفتوحًا أمام الجميع»، أضافت."
RELEASE = "We closed the bridge of Exampletown on 3 March 2021.\n\nWe regret the noise."


@dataclass
class Archive:
    """Everything made, by short names."""

    claims: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)

    def __getattr__(self, name):
        for found in (self.__dict__["claims"], self.__dict__["records"]):
            if name in found:
                return found[name]
        raise AttributeError(name)


def archive():
    """The archive, published."""
    found = Archive()
    _name(found)
    _article(found)
    _release(found)
    _arabic(found)
    claims = list(found.claims.values())  # at once, since some name one another
    publishing.submit(claims, by=made.user("curator"), reason="Ready.")
    publishing.publish(claims, by=made.user("publisher"), reason="First publication.")
    return found


def _name(found):
    ministry = made.agent(takes_the=True)
    ministry.names.create(name="Министерство Примера", language="ru")
    body = made.agent("Sample Body")
    body.names.create(name="الهيئة النموذجية", language="ar")
    book = made.source("Black Bridges: Notes", author="", kind="book", published_edtf="2003", published_basis="stated")
    author = made.agent("Ada Author", kind=AgentKind.PERSON)
    book.authors.create(agent=author)
    statement = made.statement(speaker=ministry, occasion="a year after", first_published=made.source("", author=""))
    statement.said_edtf, statement.said_basis, statement.said_why = "2022-03", "inferred", "“a year after”"
    statement.said_as_written = "a year after"
    statement.save()
    found.records |= {
        "ministry": ministry,
        "body": body,
        "author": author,
        "bo": made.agent("Bo Sample", kind=AgentKind.PERSON),
        "council": made.agent("Council of Example Bodies", takes_the=True),
        "parliament": made.agent("Parliament of Exampleland", takes_the=True),
        "book": book,
        "statement": statement,
        "subject": made.subject(),
    }


def _article(found):
    article = made.source("", author="Vera Writer", display="passages")
    found.records |= {"article": article, "capture": made.capture(ARTICLE, of=article)}
    _first_hand_of_the_ministry(found)
    _own_voice(found)
    _four_links(found)
    _joint(found)
    _generic_and_denied(found)


def _add(found, name, words, paraphrase, capture="capture", **fields):
    claim = made.claim(words, found_in=found.records[capture], paraphrase=paraphrase, **fields)
    claim.claim_subjects.create(subject=found.subject)
    found.claims[name] = claim
    return claim


def _first_hand_of_the_ministry(found):
    claim = _add(
        found, "indirect", "the bridge of Exampletown was closed without warning", "The bridge was closed unannounced."
    )
    link = made.ascribe(claim, found.ministry, cue="has said", statement=found.statement)
    link.holders.update(as_named="Exampletown’s rulers", reason="the statement reported below")


def _own_voice(found):
    claim = _add(
        found,
        "none",
        "Some 613 people were on it, including 63 children and 106 women",
        "613 people were on the bridge.",
        kind="figure",
    )
    whole = _figure(claim, 1, "613", measure="on the bridge", qualifier="about", qualifier_words="Some")
    _figure(claim, 2, "63", measure="children on the bridge", tie=FigureTie.PART_OF, tied_to=whole)
    _figure(claim, 3, "106", measure="women on the bridge", tie=FigureTie.PART_OF, tied_to=whole)
    claim.doubts.create(kind=HolderKind.BODY, agent=found.ministry, reason="The sentence before ends “has said”.")


def _figure(claim, number, words, **fields):
    figure = claim.figures.create(number=number, as_written=words, low=words, high=words, **fields)
    made.mark(claim, words, role=SpanRole.FIGURE, figure=figure)
    return figure


def _four_links(found):
    whole = _add(
        found,
        "report",
        'Bo Sample was quoted by Ada Author as saying "we never closed it ... [not once]"',
        "Ada Author quotes Bo Sample.",
        kind="report",
    )
    made.ascribe(whole, found.ministry, cue="recalled", statement=found.statement)
    claim = _add(
        found, "chain", '"we never closed it ... [not once]"', "Bo Sample’s side never closed it.", part_of=whole
    )
    made.ascribe(claim, found.ministry, cue="recalled", statement=found.statement)
    made.ascribe(claim, found.author, mode=Mode.DIRECT, cue="was quoted by", cited_work=found.book, locator="p. 172")
    made.ascribe(claim, found.bo, mode=Mode.DIRECT, cue="saying")
    crossing = _add(found, "crossing", '[not once]", and that residents thought otherwise', "Residents did not agree.")
    made.ascribe(crossing, found.ministry, cue="recalled")
    crossing.relations.create(kind="disputes", to=claim, stated_by=found.article, locator="para. 3")


def _joint(found):
    claim = _add(
        found,
        "joint",
        'called the closing "an error"',
        "The closing was an error.",
        kind="characterisation",
    )
    made.mark(claim, '"an error"', role=SpanRole.QUOTED)
    link = made.ascribe(claim, found.parliament, "17 countries", found.council, mode=Mode.MIXED, cue="called")
    link.holders.filter(as_named="17 countries").update(count=17)


def _generic_and_denied(found):
    generic = _add(found, "generic", "the keys were lost", "The keys were lost.")
    link = made.ascribe(generic, "it", cue="is said")
    link.holders.update(kind=HolderKind.GENERIC)
    denied = _add(found, "denied", "they were thrown away", "The keys were thrown away.")
    made.ascribe(denied, "a driver", cue="said")
    made.ascribe(denied, "The mayor", polarity=Polarity.NOT, cue="did not say")


def _release(found):
    source = made.source(
        "Bridge closed",
        author="",
        kind="press_release",
        publisher=found.ministry,
        published_edtf="2021-03-03",
        published_basis="stated",
    )
    found.records |= {"release": source, "release_capture": made.capture(RELEASE, of=source)}
    claim = _add(
        found, "own", "We closed the bridge of Exampletown", "It closed the bridge.", capture="release_capture"
    )
    made.ascribe(claim, found.ministry, mode=Mode.OWN)


def _arabic(found):
    source = made.source("نص نموذجي", author="مراسل نموذجي", language="ar")
    capture = made.capture(ARABIC, of=source)
    type(capture).objects.filter(pk=capture.pk).update(language="ar")
    capture.refresh_from_db()
    found.records |= {"arabic_source": source, "arabic_capture": capture}
    claim = _add(
        found,
        "arabic",
        "«الباب سيبقى مفتوحًا أمام الجميع»",
        "The door stays open.",
        capture="arabic_capture",
        language="ar",
    )
    made.ascribe(claim, found.body, mode=Mode.DIRECT, cue="أضافت")
