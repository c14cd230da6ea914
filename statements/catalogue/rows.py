"""Pure functions from documents to catalogue rows; `write` stores what they make and `compare` checks it."""

import datetime
from collections.abc import Iterator
from typing import Any

from statements import stems
from statements.catalogue import search
from statements.record import naming
from statements.record.documents import Document, named
from statements.record.wording import AttributedClaim, said

WRITER, HOLDER, RELAY, ORIGIN = "writer", "holder", "relay", "origin"
AGENT_ROLES = (WRITER, HOLDER, RELAY, ORIGIN)
PARAPHRASE_LANGUAGE = "en"  # in which curators write
NOT_EMBEDDED = ("part_of", "related")


def mentions(document: Document) -> set[tuple[str, str]]:
    """Every (ref, role) that a document names; the role says how, for filters and for finding dependants.

    What the roles leave out is `within`, so that every card inside the document is found again when its name changes.
    """
    maker = MENTION_MAKERS.get(document["record_kind"])
    found = set(maker(document)) if maker else set()
    with_role = {ref for ref, _ in found}
    return found | {(ref, "within") for ref in named(document) if ref not in with_role}


def claim_values(document: Document, *, revision: int, published_at: str, updated_at: str) -> dict[str, Any]:
    """The values of a claim's row, by field. Raises BrokenAttribution rather than make a row without attribution."""
    claim = AttributedClaim(document)
    return {
        "claim_id": claim.ref,
        "revision": revision,
        **_wording_values(claim),
        **_attribution_values(claim),
        **_source_values(claim),
        **_date_values(claim),
        "subjects": "; ".join(subject["name"] for subject in document["subjects"]),
        "published_at": published_at,
        "updated_at": updated_at,
        "search_words": search_words(claim),
        "search_names": search_names(claim),
    }


def said_date(claim: AttributedClaim) -> Document | None:
    """When it was said: the originator's statement, else that of the holder nearest to the writer; None: not stated."""
    return said(claim.links[-1]) or said(claim.links[0]) if claim.links else None


def search_words(claim: AttributedClaim) -> str:
    """What is found first: the folded words of a claim and of its paraphrase, and their stems."""
    verbatim, paraphrase = claim.verbatim, str(claim.document["paraphrase"])
    cut = [*stems.in_text(verbatim, claim.language), *stems.in_text(paraphrase, PARAPHRASE_LANGUAGE)]
    return search.indexed([verbatim, paraphrase], dict.fromkeys(cut))


def search_names(claim: AttributedClaim) -> str:
    """The folded title, names as printed, and names of a claim's agents and subjects, in every script."""
    source = claim.source
    parts = [naming.title(source), source["publisher_as_named"], *_all_names(source["publisher"])]
    for holder in [*source["authors"], *(holder for link in claim.links for holder in link["holders"])]:
        parts += [holder["as_named"], *_all_names(holder["agent"])]
    return search.indexed([*parts, *(subject["name"] for subject in claim.document["subjects"])])


def _all_names(agent: Document | None) -> list[str]:
    return [name["name"] for name in agent["names"]] if agent else []


def _wording_values(claim: AttributedClaim) -> dict[str, Any]:
    document, words = claim.document, claim.document["words"]
    return {
        "verbatim": claim.verbatim,
        "text_basis": document["capture"]["text_basis"],
        "paraphrase": document["paraphrase"],
        "language": claim.language,
        "kind": document["kind"],
        "quoted": claim.quoted,
        "part_of_id": document["part_of"] or "",
        "span_start": words[0]["start"] if words else None,
        "span_end": max(span["end"] for span in words) if words else None,
    }


def _attribution_values(claim: AttributedClaim) -> dict[str, Any]:
    first, last = (claim.links[0], claim.links[-1]) if claim.links else (None, None)
    statement = next((link["statement"] for link in (last, first) if link and link["statement"]), None)
    date = said_date(claim)
    locators = [link["locator"] for link in reversed(claim.links) if link["locator"]]
    return {
        "mode": claim.mode,
        "polarity": claim.polarity,
        "attribution": claim.sentence,
        "doubt": " ".join(claim.doubts),
        **_holder_values("holder", first),
        "holder_mode": first["mode"] if first else "",
        "holder_cue": first["cue"] if first else "",
        **_holder_values("origin", last),
        "cue": last["cue"] if last else "",
        "relay_count": max(len(claim.links) - 1, 0),
        "statement_id": statement["ref"] if statement else "",
        "said_edtf": date["edtf"] if date else "",
        "said_as_written": date["as_written"] if date else "",
        "said_basis": date["basis"] if date else "",
        "locator": locators[0] if locators else "",
    }


def _holder_values(prefix: str, link: Document | None) -> dict[str, str]:
    holders = link["holders"] if link else []
    return {
        f"{prefix}_id": "; ".join(holder["agent"]["ref"] if holder["agent"] else "" for holder in holders),
        f"{prefix}_name": "; ".join(naming.holder_name(holder, link or {}, inside=False) for holder in holders),
        f"{prefix}_as_named": "; ".join(holder["as_named"] for holder in holders),
    }


def _source_values(claim: AttributedClaim) -> dict[str, Any]:
    source = claim.source
    publisher = source["publisher"]["name"] if source["publisher"] else source["publisher_as_named"]
    return {
        "source_id": source["ref"],
        "source_title": naming.title(source),
        "source_kind": source["kind"],
        "source_publisher": publisher,
        "source_authors": "; ".join(naming.author_name(author) for author in source["authors"]),
        "source_published_edtf": source["published"]["edtf"],
        "source_url": source["url"],
        "source_archived_url": source["archived_url"],
        "source_held": "yes" if source["held"] else "no",
        "capture_sha256": claim.document["capture"]["sha256"],
    }


def _date_values(claim: AttributedClaim) -> dict[str, Any]:
    about, published = claim.document["about"], claim.source["published"]
    date = said_date(claim)
    return {
        "about_edtf": about["edtf"],
        "said_from": _day(date, "earliest"),
        "said_to": _day(date, "latest"),
        "said_order": _day(date, "earliest") or _day(date, "latest"),
        "about_from": _day(about, "earliest"),
        "about_to": _day(about, "latest"),
        "source_from": _day(published, "earliest"),
        "source_to": _day(published, "latest"),
    }


def _day(date: Document | None, part: str) -> datetime.date | None:
    return datetime.date.fromisoformat(date[part]) if date and date[part] else None


def _claim_mentions(document: Document) -> Iterator[tuple[str, str]]:
    yield document["source"]["ref"], "source"
    yield document["capture"]["ref"], "capture"
    yield from _source_mentions(document["source"])
    yield from ((subject["ref"], "subject") for subject in document["subjects"])
    links = document["links"]
    for link in links:
        yield from _link_mentions(link, is_first=link is links[0], is_last=link is links[-1])
    for relation in document["relations"]:
        yield relation["to"], "related"
        yield relation["stated_by"]["ref"], "stated_by"
    if document["part_of"]:
        yield document["part_of"], "part_of"


def _link_mentions(link: Document, *, is_first: bool, is_last: bool) -> Iterator[tuple[str, str]]:
    roles = [role for role, has_it in ((HOLDER, is_first), (ORIGIN, is_last), (RELAY, not is_last)) if has_it]
    for holder in link["holders"]:
        yield from ((holder["agent"]["ref"], role) for role in roles if holder["agent"])
    if link["cited_work"]:
        yield link["cited_work"]["ref"], "cited"
    if link["statement"]:
        yield link["statement"]["ref"], "statement"


def _statement_mentions(document: Document) -> Iterator[tuple[str, str]]:
    yield from ((speaker["ref"], "speaker") for speaker in document["speakers"])
    if document["first_published"]:
        yield document["first_published"]["ref"], "first_published"


def _source_mentions(document: Document) -> Iterator[tuple[str, str]]:
    yield from ((author["agent"]["ref"], WRITER) for author in document["authors"] if author["agent"])
    if document["publisher"]:
        yield document["publisher"]["ref"], "publisher"
        if not document["authors"]:
            yield document["publisher"]["ref"], WRITER


def _capture_mentions(document: Document) -> Iterator[tuple[str, str]]:
    yield document["source"]["ref"], "source"


MENTION_MAKERS = {
    "claim": _claim_mentions,
    "statement": _statement_mentions,
    "source": _source_mentions,
    "capture": _capture_mentions,
}
