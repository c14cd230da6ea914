"""The public page of a desk record, made from what the desk holds now and stored nowhere."""

from django.shortcuts import render

from statements.catalogue import related
from statements.catalogue.models import Page
from statements.catalogue.passages import marked, shown
from statements.choices import DeskState, RecordKind
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.publishing.preview import preview, previews
from statements.surfaces import pages, showing
from statements.surfaces.roles import parts_of

NOTICE = "Preview: this is what the desk holds now. Visitors do not see it."
MOST_CLAIMS = 500


def page_of(request, record, *, notice=NOTICE):
    """The page that visitors would find if this record, and what goes along with it, were published now."""
    context = CONTEXTS[record.record_kind](record, preview(record))
    unstored = {"notice": notice, "shown": None}  # no revision has these words, so there is none to cite
    return render(request, f"statements/{record.record_kind}_detail.html", context | unstored)


def _claim(claim, document):
    page = Page.objects.filter(ref=claim.ref).first() or Page(ref=claim.ref, revisions=[])
    page.document = document
    named, _ = related.related_claims(document)
    return showing.claim_context(document, revisions=page.revisions, related=named)


def _statement(statement, document):
    claims = _previews_of(Claim.objects.filter(links__statement=statement).distinct())
    keys = {claim["capture"]["ref"] for claim in claims}
    captures = Capture.objects.filter(ref__in=keys).select_related("source").order_by("pk")
    return showing.statement_context(
        document, captures=[(preview(capture), _passages(capture, claims)) for capture in captures], claims=claims
    )


def _source(source, document):
    captures = list(source.captures.exclude(state=DeskState.WITHDRAWN).select_related("source").order_by("-number"))
    claims = _previews_of(Claim.objects.of_source(source))
    return showing.source_context(
        document,
        passages=_passages(captures[0], claims) if captures else [],
        captures=previews(captures),
        claims=claims,
        citing=pages.documents(pages.claims_naming(source.ref, *pages.CITING)[: pages.NEWEST]),
    )


def _capture(capture, document):
    return showing.capture_context(document)


def _agent(agent, document):
    return showing.agent_context(document, parts=parts_of(agent.ref), sources=pages.sources_by(agent.ref))


def _subject(subject, document):
    claims = pages.claims_naming(subject.ref, "subject").order_by("-id")
    return showing.subject_context(document, claims=pages.documents(claims[: pages.NEWEST]), count=claims.count())


def _previews_of(claims):
    return previews(claims.exclude(state=DeskState.WITHDRAWN).order_by("pk")[:MOST_CLAIMS])


def _passages(capture, claims):
    """What may be shown of a capture's text beside these claims, read from the desk."""
    places = [place for claim in claims if claim["capture"]["ref"] == capture.ref for place in marked(claim)]
    return shown(capture.text, display=capture.source.display, marked=places)


CONTEXTS = {
    RecordKind.CLAIM: _claim,
    RecordKind.STATEMENT: _statement,
    RecordKind.SOURCE: _source,
    RecordKind.CAPTURE: _capture,
    RecordKind.AGENT: _agent,
    RecordKind.SUBJECT: _subject,
}
