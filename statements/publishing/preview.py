"""The document a record would be published with, made from the desk and stored nowhere."""

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
    document = snapshot(plan.load([record])[0])
    return resolve(document, _cards(document).get)


def _cards(document: Document) -> dict[str, Document]:
    wanted = set(named(document))
    cards = write.cards_of(wanted)
    for ref in wanted - cards.keys():
        found = KINDS[refs.kind_of(ref)].objects.filter(ref=ref).first()
        if found is not None:
            cards |= cards_by_ref(preview(found))
    return cards
