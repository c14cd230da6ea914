"""The catalogue: tables made for reading, each row a function of the record; `public` is defined here, once."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from statements.catalogue.columns import CLAIM_COLUMNS, stored
from statements.catalogue.rows import NOT_EMBEDDED
from statements.choices import PageState, RecordKind

PUBLIC_STATES = (PageState.PUBLISHED,)


class PageQuerySet(models.QuerySet["Page"]):
    """Pages by what a visitor may see."""

    def public(self) -> "PageQuerySet":
        """Records that a visitor may read. This is the one definition of `public`."""
        return self.filter(state__in=PUBLIC_STATES)

    def of_kind(self, kind: str) -> "PageQuerySet":
        """Pages of one kind of record, newest first."""
        return self.filter(kind=kind).order_by("-id")

    def mentioning(self, ref: str, *roles: str) -> "PageQuerySet":
        """Pages that name a record in one of these roles."""
        return self.filter(id__in=Mention.objects.filter(ref=ref, role__in=roles).values("page_id"))

    def embedded(self, refs: Collection[str]) -> set[str]:
        """Those of these records whose names stand on pages of this set."""
        naming = Mention.objects.filter(ref__in=refs, page__in=self.order_by().values("pk"))
        return set(naming.exclude(role__in=NOT_EMBEDDED).values_list("ref", flat=True).distinct())

    def embedding(self, ref: str) -> "PageQuerySet":
        """Pages that show a record's name, and so cannot do without it; a claim that is only related can."""
        naming = Mention.objects.filter(ref=ref).exclude(role__in=NOT_EMBEDDED)
        return self.filter(id__in=naming.values("page_id"))


class Page(models.Model):
    """What is found at a record's address. `document` has the snapshot's shape with today's names.

    `id` is the number of the record's first revision, so that it is a function of the record and orders by age.
    `revisions` lists act, date and reason of each revision; `passages` holds the text that may be shown (captures).
    A withdrawn page has no document beyond its address; a merged one redirects to `redirect`.
    """

    id = models.PositiveBigIntegerField(primary_key=True)
    ref = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=RecordKind)
    state = models.CharField(max_length=10, choices=PageState)
    redirect = models.CharField(max_length=12, blank=True, default="")
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    revisions = models.JSONField()
    passages = models.JSONField(null=True)
    updated_at = models.CharField(max_length=20)

    objects = PageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="page_kind_newest", fields=["kind", "-id"]),
            models.Index(name="page_last_changed", fields=["updated_at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="page_merged_redirects",
                condition=Q(state=PageState.MERGED) & ~Q(redirect="") | ~Q(state=PageState.MERGED) & Q(redirect=""),
            )
        ]

    def __str__(self) -> str:
        return f"Page {self.ref}"

    def get_absolute_url(self) -> str:
        """The permanent address of the record."""
        return reverse(self.kind, args=[self.ref])

    @property
    def is_public(self) -> bool:
        """Whether a visitor may read it."""
        return self.state in PUBLIC_STATES


class Mention(models.Model):
    """That a page names a record, and in which role; behind every filter, facet and agent page."""

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="mentions")
    ref = models.CharField(max_length=12)
    role = models.CharField(max_length=15)

    class Meta:
        constraints = [models.UniqueConstraint(name="mention_once", fields=["ref", "role", "page"])]

    def __str__(self) -> str:
        return f"{self.page_id} names {self.ref} as {self.role}"


def claim_columns() -> type[models.Model]:
    """An abstract model with one field for each stored column of `/claims.csv`."""
    meta = type("Meta", (), {"abstract": True})
    fields = {column.name: column.field() for column in stored(CLAIM_COLUMNS)}
    return type("ClaimColumns", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


class ClaimRowQuerySet(models.QuerySet["ClaimRow"]):
    """Rows of public claims: a claim that is not public has none."""

    def mentioning(self, refs: list[str], *roles: str) -> "ClaimRowQuerySet":
        """Claims that name any of these records in any of these roles."""
        return self.filter(page_id__in=Mention.objects.filter(ref__in=refs, role__in=roles).values("page_id"))


class ClaimRow(claim_columns()):  # type: ignore[misc]  # its fields come from the one list of columns
    """A public claim as a flat row: the columns of the CSV, keys to sort by, and folded text to search.

    `said_from` to `said_to`, `about_from` to `about_to` and `source_from` to `source_to` are the days a date spans,
    both inclusive; null is open at that side, or, together with an empty EDTF, not stated. `said_order` sorts.
    `search_words` and `search_names` are what `index` makes findable.
    """

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="row")
    said_from = models.DateField(null=True)
    said_to = models.DateField(null=True)
    about_from = models.DateField(null=True)
    about_to = models.DateField(null=True)
    source_from = models.DateField(null=True)
    source_to = models.DateField(null=True)
    said_order = models.DateField(null=True)
    search_words = models.TextField(default="")
    search_names = models.TextField(default="")

    objects = ClaimRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_row_attributed", condition=~Q(attribution="")),
            models.CheckConstraint(name="claim_row_worded", condition=~Q(verbatim="") | ~Q(paraphrase="")),
        ]
        indexes = [
            models.Index(name="claim_row_said", fields=["said_order", "page"]),
            models.Index(name="claim_row_text", fields=["source_id", "span_start", "page"]),
        ]

    def __str__(self) -> str:
        return f"Row of {self.claim_id}"

    @classmethod
    def values_of(cls, row: "ClaimRow") -> dict[str, Any]:
        """All values by field, for comparing a row with what the record says it ought to be."""
        return {field.attname: getattr(row, field.attname) for field in cls._meta.concrete_fields}


class ClaimKeys(models.Model):
    """What a public claim is filtered and counted by, as `keys` packs it; `census` holds all of them in memory."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="keys")
    fixed = models.BinaryField()
    named = models.BinaryField()

    def __str__(self) -> str:
        return f"Keys of page {self.page_id}"
