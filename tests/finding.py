"""Looking for claims in tests, and rows to be found."""

import made
import numpy as np
from django.http import QueryDict

from statements import stems
from statements.catalogue import census, current, keys, search
from statements.catalogue import words as held
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimKeys, ClaimRow, Page


def asked(**params):
    made_query = QueryDict(mutable=True)
    for name, value in params.items():
        made_query.setlist(name, [value] if isinstance(value, str) else value)
    return made_query


def found(*queries, **params):
    """Refs of the claims that are found, newest first."""
    return [row.claim_id for row in claims_for(asked(q=list(queries), **params)).rows]


def best(*queries, **params):
    """Refs of the claims that are found, the best first, page by page."""
    refs, query = [], asked(q=list(queries), **params)
    while query is not None:
        page = claims_for(query, best_first=True).page()
        refs += [row.claim_id for row in page.claims]
        query = QueryDict(page.next_query) if page.next_query else None
    return refs


def tell(paraphrase, **fields):
    """A published claim with these words alone."""
    claim = made.claim("", paraphrase=paraphrase, **fields)
    made.publish(claim)
    return claim


def bare_rows(*texts, first=0):
    """Rows with these words and no record behind them; pairs are words and names. The first is the oldest."""
    pairs = [text if isinstance(text, tuple) else (text, "") for text in texts]
    pages = [_page(number) for number in range(first, first + len(pairs))]
    Page.objects.bulk_create(pages)
    ClaimKeys.objects.bulk_create(map(_keys_of_nothing, pages))
    census.forget()
    ClaimRow.objects.bulk_create(
        ClaimRow(
            page=page,
            claim_id=page.ref,
            revision=1,
            attribution="x",
            paraphrase="x",
            relay_count=0,
            search_words=search.indexed([words], stems.in_text(words, "en")),
            search_names=search.indexed([names]),
        )
        for page, (words, names) in zip(pages, pairs, strict=True)
    )


def counted_rows(*texts):
    """The same, with the numbers of their words, which searches are planned by."""
    bare_rows(*texts)
    held.rebuild()


def _keys_of_nothing(page):
    """The keys of a claim in the writer's own voice that names nobody and no date."""
    fixed = np.zeros(1, keys.FIXED)
    fixed["page"], fixed["mode"] = page.id, keys.MODES.index("none")
    for prefix in keys.DATES:
        fixed[f"{prefix}_from"], fixed[f"{prefix}_to"] = keys.LATEST, keys.EARLIEST
    return ClaimKeys(page=page, fixed=fixed.tobytes(), named=b"")


def _page(number, **values):
    plain = {"kind": "claim", "state": "published", "revision": 1, "document": {}, "revisions": []}
    return Page(id=10**6 + number, ref=f"c-{number:010}", **plain | values)


def copies(row, number):
    """More rows like this one, with pages of their own."""
    pages = [_page(n, document=row.page.document, revisions=row.page.revisions) for n in range(number)]
    Page.objects.bulk_create(pages)
    ClaimKeys.objects.bulk_create(made for page in pages for made in current.keys_of(page))
    census.forget()
    values = ClaimRow.values_of(row)
    ClaimRow.objects.bulk_create(ClaimRow(**values | {"page_id": page.id, "claim_id": page.ref}) for page in pages)


def numbers(*queries):
    return sorted(int(ref[2:]) for ref in found(*queries))


def order(*queries):
    return [int(ref[2:]) for ref in best(*queries)]


def ministry_of_many_names():
    """A published claim of a body with names in many scripts, whose words are of several."""
    ministry = made.agent("Foreign Ministry of Azerbaijan")
    for name, language in [
        ("Azərbaycan Xarici İşlər Nazirliyi", "az"),
        ("Արտաքին գործերի նախարարություն", "hy"),
        ("Министерство иностранных дел", "ru"),
        ("وزارة الخارجية", "ar"),
        ("外交部", "zh"),
    ]:
        ministry.names.create(name=name, language=language)
    capture = made.capture("Xocalı soyqırımı, O’Neil-Əliyev wrote. Ёлка стояла. Straße.")
    claim = made.claim("Xocalı soyqırımı, O’Neil-Əliyev wrote. Ёлка стояла. Straße.", found_in=capture, paraphrase="")
    made.ascribe(claim, ministry, cue="")
    claim.claim_subjects.create(subject=made.subject("Xankəndi, 26 February 1992"))
    made.publish(claim)
    return claim
