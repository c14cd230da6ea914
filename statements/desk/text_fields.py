"""Every text a curator types is brought to one form, or refused, before it is stored (DESIGN rule 11)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from statements import texts


def check_texts(record: models.Model) -> None:
    """Normalise every text field to NFC and LF; raise ValidationError naming the field that cannot be kept."""
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(record, field.attname, accepted(value, field.name))


def accepted(value: str, field_name: str) -> str:
    """The text as it will be stored; raise ValidationError for NUL, lone surrogates and control characters."""
    try:
        return texts.accepted(value)
    except texts.UnacceptableText as problem:
        raise ValidationError({field_name: str(problem)}) from problem


def is_language(value: str) -> None:
    """A validator: a BCP 47 tag, or empty for not stated."""
    if value and not texts.is_language(value):
        raise ValidationError(
            "“%(value)s” is not a language tag; use BCP 47, such as en, az or sr-Latn.", params={"value": value}
        )


class CheckedModel(models.Model):
    """A part of a desk record: its texts are checked at every save, however it is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        check_texts(self)
        super().save(*args, **kwargs)


def language_field(verbose_name: str = "language", **options) -> models.CharField:
    """A BCP 47 language field; empty is `not stated`."""
    standard = {"max_length": 35, "blank": True, "default": "", "validators": [is_language]}
    help_text = "BCP 47 tag (en, az, hy, ru). Empty: not stated."
    return models.CharField(verbose_name, **{**standard, "help_text": help_text, **options})
