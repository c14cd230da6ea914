"""Small desk records for tests, each with a few meaningful defaults; a named maker per kind."""

from django.contrib.auth import get_user_model

from statements import publishing, quoting
from statements.choices import AgentKind, DeskState, HolderKind, Mode, SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

TEXT = 'The mayor said that 41 bridges were closed. "We shall open them again", she added.'


def user(username):
    """A user who wrote, or reviews; the same one for the same name."""
    return get_user_model().objects.get_or_create(username=username)[0]


def agent(name="Foreign Ministry of Exampleland", *, kind=AgentKind.BODY, **fields):
    made = Agent.objects.create(kind=kind, created_by=user("curator"), changed_by_name="curator", **fields)
    made.names.create(name=name, language="en", preferred=True)
    return made


def subject(name="Exampletown, 3 March 2021", *, kind="event", edtf="2021-03-03"):
    made = Subject.objects.create(kind=kind, about_edtf=edtf, about_basis="stated" if edtf else "")
    made.names.create(name=name, language="en", preferred=True)
    return made


def source(title="Bridges closed", *, author="Ada Example", **fields):
    made = Source.objects.create(title=title, display=fields.pop("display", "full"), **fields)
    if author:
        SourceAuthor.objects.create(source=made, as_named=author)
    return made


def capture(text=TEXT, *, of=None, **fields):
    return Capture.objects.create(source=of or source(), text=text, language="en", **fields)


def statement(title="Statement on the bridges", *, speaker=None, **fields):
    made = Statement.objects.create(title=title, **fields)
    if speaker:
        made.speakers.create(agent=speaker)
    return made


def claim(
    words="41 bridges were closed", *, found_in=None, paraphrase="41 bridges were closed.", by="curator", **fields
):
    """A claim with its words where they first stand in the capture, in the writer's own voice until `ascribe`d."""
    found_in = found_in or capture()
    made = Claim.objects.create(
        capture=found_in, paraphrase=paraphrase, created_by=user(by), changed_by=user(by), changed_by_name=by, **fields
    )
    if words:
        mark(made, words)
    return made


def mark(claim, words, *, role=SpanRole.WORDS, **part):
    """Record where words stand; the first place in the capture's text."""
    start, end = quoting.find(claim.capture.text, words)[0].pieces[0]
    exact = claim.capture.text[start:end]
    return Span.objects.create(claim=claim, capture=claim.capture, role=role, start=start, end=end, exact=exact, **part)


def ascribe(claim, *holders, mode=Mode.INDIRECT, cue="", **link):
    """Add a link to the claim's chain; holders are agents, or words for unnamed ones."""
    made = Link.objects.create(claim=claim, position=claim.links.count() + 1, mode=mode, cue=cue, **link)
    for position, holder in enumerate(holders, start=1):
        named = isinstance(holder, Agent)
        Holder.objects.create(
            link=made,
            position=position,
            kind=holder.kind if named else HolderKind.UNNAMED,
            agent=holder if named else None,
            as_named="" if named else holder,
        )
    if cue:
        mark(claim, cue, role=SpanRole.CUE, link=made)
    return made


def publish(*records, reason="First publication.", by="publisher"):
    """Send to review what is a draft or changed, and publish it by a second person."""
    for record in records:
        record.refresh_from_db()
        if record.state == DeskState.DRAFT or record.has_changes:
            publishing.submit([record], by=user("curator"), reason="Ready.")
    return publishing.publish(records, by=user(by), reason=reason)
