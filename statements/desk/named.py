"""Names by language and script, for the records that have several: agents and subjects."""

from django.db import models
from django.db.models import Q

from statements import names
from statements.desk.text_fields import CheckedModel, language_field

LONGEST_FOLDED = 400


class Named(models.Model):
    """A record with `names`, one of which can be the form used on pages."""

    class Meta:
        abstract = True

    def __str__(self):
        return self.name or super().__str__()

    @property
    def name(self) -> str:
        """The preferred name, else the first one; empty only before any name is entered."""
        found = sorted(self.names.all(), key=lambda name: (not name.preferred, name.pk))
        return found[0].name if found else ""


class Name(CheckedModel):
    """One name in one language and script; `folded` is what search and look-ups compare."""

    name = models.CharField(max_length=300)
    language = language_field(
        help_text="Language and, where it matters, script of this form of the name: az, az-Cyrl, hy."
    )
    preferred = models.BooleanField("the form used on pages", default=False)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = names.fold(self.name)[:LONGEST_FOLDED]
        super().save(*args, **kwargs)


def name_rules(owner: str) -> list[models.BaseConstraint]:
    """What a database can refuse of the names of one owner, the field that points at it."""
    return [
        models.UniqueConstraint(
            name=f"{owner}_one_preferred_name",
            fields=[owner],
            condition=Q(preferred=True),
            violation_error_message="Only one name can be the form used on pages.",
        ),
        models.UniqueConstraint(
            name=f"{owner}_name_once",
            fields=[owner, "name", "language"],
            violation_error_message="This name is already recorded in this language.",
        ),
        models.CheckConstraint(
            name=f"{owner}_name_given", condition=~Q(name=""), violation_error_message="A name cannot be empty."
        ),
    ]
