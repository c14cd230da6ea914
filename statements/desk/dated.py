"""The three parts of a date (EDTF, as written, basis) as fields that any desk record can carry (DESIGN rule 4)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements import dates
from statements.choices import DateBasis

PARTS = ("edtf", "as_written", "basis", "why", "earliest", "latest")


def date_fields(label: str) -> dict[str, models.Field]:
    """The fields of one date, keyed by part; the caller gives each the prefix of its own date."""
    return {
        "edtf": dates.EdtfField(
            f"{label}: date",
            blank=True,
            default="",
            help_text="EDTF, as precise as the source and no more: 1992, 1992-02, 1992-02-XX, 1992?, 1992~, 1991-10/.. "
            "Leave empty where the date is not stated and cannot be inferred.",
        ),
        "as_written": models.CharField(
            f"{label}: as written",
            max_length=300,
            blank=True,
            default="",
            help_text="The date's words in the source, for example “on the 30th anniversary”.",
        ),
        "basis": models.CharField(
            f"{label}: basis",
            max_length=10,
            choices=DateBasis,
            blank=True,
            default="",
            help_text="Stated in the source, inferred by you (then say from what), or taken from metadata.",
        ),
        "why": models.CharField(
            f"{label}: inferred from",
            max_length=500,
            blank=True,
            default="",
            help_text="Required for an inferred date.",
        ),
        "earliest": models.DateField(null=True, editable=False),
        "latest": models.DateField(null=True, editable=False),
    }


def date_rules(model: str, prefix: str) -> list[models.CheckConstraint]:
    """The rules of one date that a database can refuse, named after the model and the date."""
    empty, given = Q(**{f"{prefix}_edtf": ""}), ~Q(**{f"{prefix}_edtf": ""})
    return [
        models.CheckConstraint(
            name=f"{model}_{prefix}_has_basis",
            condition=(empty & Q(**{f"{prefix}_basis": ""})) | (given & ~Q(**{f"{prefix}_basis": ""})),
            violation_error_message="A date needs its basis, and a basis needs its date.",
        ),
        models.CheckConstraint(
            name=f"{model}_{prefix}_inferred_why",
            condition=~Q(**{f"{prefix}_basis": DateBasis.INFERRED}) | ~Q(**{f"{prefix}_why": ""}),
            violation_error_message="An inferred date says what it is inferred from.",
        ),
        models.CheckConstraint(
            name=f"{model}_{prefix}_ordered",
            condition=Q(**{f"{prefix}_earliest__isnull": True})
            | Q(**{f"{prefix}_latest__isnull": True})
            | Q(**{f"{prefix}_earliest__lte": models.F(f"{prefix}_latest")}),
            violation_error_message="The date ends before it begins.",
        ),
    ]


def dated(prefix: str, label: str) -> type[models.Model]:
    """An abstract model with one date named `prefix`, its bounds derived at every save.

    Bounds are days, both inclusive; None is open. Raises ValidationError on save for anything but EDTF level 0-1.
    """

    def save(self, *args, **kwargs):
        derive_bounds(self, prefix)
        super(dated_model, self).save(*args, **kwargs)

    def clean(self):
        super(dated_model, self).clean()
        derive_bounds(self, prefix)

    meta = type("Meta", (), {"abstract": True})
    fields = {f"{prefix}_{part}": field for part, field in date_fields(label).items()}
    body = {"__module__": __name__, "Meta": meta, "save": save, "clean": clean, **fields}
    dated_model = type(f"Dated{prefix.title()}", (models.Model,), body)
    return dated_model


def derive_bounds(record: models.Model, prefix: str) -> None:
    """Set earliest and latest from the EDTF text, both None where there is none."""
    edtf = getattr(record, f"{prefix}_edtf")
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    if edtf:
        try:
            bounds = dates.bounds(edtf)
        except dates.DateProblem as problem:
            raise ValidationError({f"{prefix}_edtf": str(problem)}) from problem
        earliest, latest = bounds.earliest, bounds.latest
    setattr(record, f"{prefix}_earliest", earliest)
    setattr(record, f"{prefix}_latest", latest)
