"""The document a record would be published with, made from the desk and stored nowhere."""

from collections.abc import Iterable

from statements import refs
from statements.catalogue import write
from statements.desk.review import DeskRecord
from statements.publishing import plan
from statements.publishing.snapshot import KINDS, snapshot
from statements.record.documents import Document, cards_by_ref, named, resolve


def preview(record: DeskRecord) -> Document:
    """What visitors would read if this record were published now, with all that goes along with it.

    Records it names appear as the public sees them today, and as the desk has them where they were never published.
    """
    return previews([record])[0]


def previews(records: Iterable[DeskRecord]) -> list[Document]:
    """The previews of several records, in their order, with what they name read once."""
    documents = [snapshot(record) for record in plan.load(records)]
    cards = _cards(documents)
    return [resolve(document, cards.get) for document in documents]


def _cards(documents: Iterable[Document]) -> dict[str, Document]:
    wanted = {ref for document in documents for ref in named(document)}
    cards = write.cards_of(wanted)
    unpublished = wanted - cards.keys()
    kinds = {KINDS[refs.kind_of(ref)] for ref in unpublished}
    found = [record for kind in kinds for record in kind.objects.filter(ref__in=unpublished)]
    for document in previews(found) if found else ():
        cards |= cards_by_ref(document)
    return cards
