"""What harvesters take: records that are public or were, by the second in which each last changed for the public."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from statements.catalogue.current import second
from statements.catalogue.models import Page
from statements.choices import RecordKind
from statements.record.revision import Revision

SETS = {
    "claims": RecordKind.CLAIM,
    "statements": RecordKind.STATEMENT,
    "sources": RecordKind.SOURCE,
}
OTHERS = [kind for kind in RecordKind if kind not in SETS.values()]
BEFORE_ALL = "1970-01-01T00:00:00Z"
Place = list[int | str]


@dataclass(frozen=True)
class Harvest:
    """Records of one set, or of all, that last changed between two seconds, both inclusive; empty is open.

    Without a period the order is that of first publication, which no later act changes: each record is met once,
    whatever is published meanwhile. Within a period it is that of the last change, along the index by it; a record that
    is changed meanwhile is met again as it is then.
    """

    set_name: str = ""
    since: str = ""
    until: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that the records are ordered by, and that a place is made of."""
        return ("updated_at", "id") if self.since or self.until else ("id",)

    def pages(self, place: Place | None, number: int) -> list[Page]:
        """So many pages after a place, withdrawn ones too; from the beginning without one."""
        found = self._kept.filter(updated_at__gte=self.since) if self.since else self._kept
        found = found.filter(updated_at__lte=self.until) if self.until else found
        found = found if place is None else found.filter(self._beyond(place))
        return list(found.order_by(*self.order)[:number])

    def place(self, page: Page) -> Place:
        """The place of a page in the order."""
        return [getattr(page, name) for name in self.order]

    @property
    def _kept(self) -> QuerySet[Page]:
        """The pages of the set. What is kept of all kinds is said by what is not: to look several kinds up one by one
        would cost a database the order.
        """
        if self.set_name:
            return Page.objects.filter(kind=SETS[self.set_name])
        return Page.objects.exclude(kind__in=OTHERS)

    def _beyond(self, place: Place) -> Q:
        if len(place) == 1:
            return Q(id__gt=place[0])
        at, page = place
        return Q(updated_at__gte=at) & (Q(updated_at__gt=at) | Q(id__gt=page))


def page_of(ref: str) -> Page | None:
    """The page of a record that can be harvested, withdrawn or not; None where there is none."""
    return Page.objects.exclude(kind__in=OTHERS).filter(ref=ref).first()


def earliest() -> str:
    """No record changed before this second."""
    first = Revision.objects.in_order().values_list("at", flat=True).first()
    return second(first) if first else BEFORE_ALL
