"""What the page of each kind of record shows: from documents to what its template needs, whoever asks for it."""

from collections.abc import Iterable, Sequence
from typing import Any

from statements.catalogue.changes import changes
from statements.choices import Act, RelationKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.chain import chain, writers
from statements.surfaces.reading import Reading
from statements.surfaces.roles import Part, called, timeline_of

Context = dict[str, Any]

PART_OF, HAS_PART = "This claim is part of", "Part of this claim"


def claim_context(
    document: Document,
    *,
    revision: int | None = None,
    revisions: Sequence[Document] = (),
    related: Iterable[Document] = (),
    before: Document | None = None,
    notice: str = "",
) -> Context:
    """A claim's page. `revision` is the number of an earlier revision that is shown, None for the claim as it stands.

    `revisions` are the entries of its history, oldest first; `related` the documents of public claims that it names
    or that name it; `before` the revision before the one shown, to tell what changed. Raises BrokenAttribution rather
    than show a claim without its chain.
    """
    claim = AttributedClaim(document)
    shown = revision or (revisions[-1]["n"] if revisions else None)
    return {
        "claim": claim,
        "chain": chain(claim),
        "related": relations(document, related),
        "revisions": list(reversed(revisions)),
        "shown": next((entry for entry in revisions if entry["n"] == shown), None),
        "newest": revisions[-1] if revisions else None,
        "is_earlier": revision is not None,
        "before": revision - 1 if revision and before else None,
        "changes": changes(before, document) if before else [],
        "formerly": [_former(document, entry) for entry in reversed(document["formerly"])],
        "reassigned": _reassigned_after(revision, revisions) if revision else None,
        "notice": notice,
    }


def statement_context(
    document: Document,
    *,
    captures: Iterable[tuple[Document, Sequence[Document]]] = (),
    claims: Iterable[Document] = (),
    notice: str = "",
) -> Context:
    """A statement's page. `captures` are pairs of a capture and the passages of it that may be shown; `claims` are
    those that name the statement, each shown beside the passages of its own source."""
    found = list(claims)
    reports = []
    for capture, passages in captures:
        its_own = [claim for claim in found if claim["capture"]["ref"] == capture["ref"]]
        reports.append(Reading(capture, _with_claims(passages, its_own), its_own, is_excerpt=True))
    sources = len({claim["source"]["ref"] for claim in found})
    return {"statement": document, "reports": reports, "sources": sources, "notice": notice}


def source_context(
    document: Document,
    *,
    passages: Sequence[Document] = (),
    captures: Sequence[Document] = (),
    claims: Iterable[Document] = (),
    citing: Iterable[Document] = (),
    notice: str = "",
) -> Context:
    """A source's page. `captures` come newest first, and `passages` are those of the first; `claims` are all that were
    found in the source; `citing` are claims of others that cite it."""
    reading = Reading(captures[0], passages, claims) if captures else None
    return {
        "source": document,
        "writers": writers(document),
        "captures": captures,
        "reading": reading,
        "citing": [AttributedClaim(claim) for claim in citing],
        "notice": notice,
    }


def agent_context(
    document: Document, *, parts: Sequence[Part] = (), sources: Iterable[Document] = (), notice: str = ""
) -> Context:
    """An agent's page: the newest claims of each part it plays, its years, what sources call it, and those it wrote."""
    return {
        "agent": document,
        **dict(zip(("said", "relayed", "wrote"), parts, strict=True)),
        "timeline": timeline_of(parts),
        "called": called(document["ref"], parts),
        "sources": list(sources),
        "notice": notice,
    }


def subject_context(
    document: Document, *, claims: Iterable[Document] = (), count: int = 0, has_figures: bool = False, notice: str = ""
) -> Context:
    """A subject's page: what it is called, its date, and the newest claims about it."""
    return {
        "subject": document,
        "claims": [AttributedClaim(claim) for claim in claims],
        "count": count,
        "has_figures": has_figures,
        "notice": notice,
    }


def capture_context(document: Document, *, notice: str = "") -> Context:
    """A capture's page: hashes, how and when it was made, and what its text is."""
    return {"capture": document, "notice": notice}


def relations(document: Document, related: Iterable[Document]) -> list[tuple[str, AttributedClaim]]:
    """Other claims with the words that say how each stands to this one, and which source says so."""
    found: list[tuple[str, AttributedClaim]] = []
    for other in related:
        claim = AttributedClaim(other)
        found += [(PART_OF, claim)] if document["part_of"] == other["ref"] else []
        found += [(HAS_PART, claim)] if other["part_of"] == document["ref"] else []
        found += [(f"This claim {_stated(tie)}", claim) for tie in document["relations"] if tie["to"] == other["ref"]]
        found += [
            (naming.capitalised(_stated(tie)), claim) for tie in other["relations"] if tie["to"] == document["ref"]
        ]
    return found


def _stated(tie: Document) -> str:
    """`disputes it, as stated in Daily Example, p. 3`."""
    where = ", ".join(filter(None, [naming.label(tie["stated_by"]), tie["locator"]]))
    return f"{RelationKind(tie['kind']).label} it, as stated in {where}"


def _former(document: Document, entry: Document) -> tuple[int, AttributedClaim, Document | None, str]:
    """An attribution before it was reassigned, the last revision that had it, and the source of the correction."""
    claim = AttributedClaim(document | {"links": entry["links"], "doubts": []})
    return entry["revision"], claim, entry.get("stated_by"), entry.get("locator", "")


def _reassigned_after(revision: int, revisions: Sequence[Document]) -> Document | None:
    """The entry of the history that gave the claim of an earlier revision to somebody else; None where none did."""
    return next((entry for entry in revisions if entry["n"] > revision and entry["act"] == Act.REASSIGN), None)


def _with_claims(passages: Sequence[Document], claims: Iterable[Document]) -> list[Document]:
    """The passages that hold words of these claims."""
    words = [span for claim in claims for span in claim["words"]]
    return [
        passage
        for passage in passages
        if any(span["start"] < passage["end"] and span["end"] > passage["start"] for span in words)
    ]
