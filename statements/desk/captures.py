"""Frozen copies of sources: bytes as received, plain text taken from them, and what that text is."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from statements import texts
from statements.choices import CaptureMethod, RecordKind, TextBasis
from statements.desk.review import DeskRecord, record_rules
from statements.desk.sources import Source
from statements.desk.text_fields import accepted, language_field

MAX_TEXT = 5_000_000
FROZEN = ("sha256", "text_sha256", "source_id", "number", "text_basis")


class Capture(DeskRecord):
    """One frozen copy of a source. Never edited: a newer copy is a new capture.

    `text` is NFC with LF line ends and is what every span counts in; `sha256` is of the bytes as received (of a
    paste: the text in UTF-8), `text_sha256` of the text in UTF-8.
    """

    record_kind = RecordKind.CAPTURE

    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    captured_at = models.DateTimeField(default=timezone.now, help_text="When the bytes were received, UTC.")
    method = models.CharField(max_length=8, choices=CaptureMethod, default=CaptureMethod.PASTED)
    from_url = models.URLField("taken from", max_length=2000, blank=True, default="")
    media_type = models.CharField(max_length=100, default="text/plain", editable=False)
    file_bytes = models.BinaryField(
        null=True, editable=False, help_text="Bytes as received; empty where they are the text itself in UTF-8."
    )
    sha256 = models.CharField("SHA-256 of the bytes", max_length=64, editable=False)
    text = models.TextField(validators=[MaxLengthValidator(MAX_TEXT)])
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, editable=False)
    text_basis = models.CharField(
        max_length=13,
        choices=TextBasis,
        default=TextBasis.AS_PUBLISHED,
        help_text="What this text is. A summary yields no quoted words; a translation is named beside every quotation.",
    )
    language = language_field("language of the text")
    translated_from = language_field("translated from")
    translated_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "capture"
        constraints = [
            *record_rules(RecordKind.CAPTURE),
            models.UniqueConstraint(name="capture_number_once", fields=["source", "number"]),
            models.CheckConstraint(
                name="capture_hashes_whole",
                condition=Q(Exact(Length("sha256"), 64)) & Q(Exact(Length("text_sha256"), 64)),
                violation_error_message="A capture carries both SHA-256 sums.",
            ),
            models.CheckConstraint(
                name="capture_text_given", condition=~Q(text=""), violation_error_message="The text is empty."
            ),
            models.CheckConstraint(
                name="capture_translation_explained",
                condition=~Q(text_basis=TextBasis.TRANSLATION) | (~Q(translated_from="") & ~Q(translated_by="")),
                violation_error_message="A translation says from which language and by whom.",
            ),
            models.CheckConstraint(
                name="capture_only_translations_translated",
                condition=Q(text_basis=TextBasis.TRANSLATION) | (Q(translated_from="") & Q(translated_by="")),
                violation_error_message="Only a translation has a translator.",
            ),
        ]

    def __str__(self):
        return f"Capture {self.number} of {self.source}"

    def clean(self):
        super().clean()
        self._refuse_change()

    def save(self, *args, **kwargs):
        if self._state.adding:
            self._freeze()
        self._refuse_change()
        super().save(*args, **kwargs)

    @property
    def received(self) -> bytes:
        """The bytes as received."""
        return self.text.encode() if self.file_bytes is None else bytes(self.file_bytes)

    def _freeze(self) -> None:
        self.text = accepted(self.text, "text")
        if len(self.text) > MAX_TEXT:
            raise ValidationError({"text": f"The text is longer than {MAX_TEXT:,} characters; capture it in parts."})
        self.text_sha256 = texts.sha256(self.text)
        self.sha256 = hashlib.sha256(self.received).hexdigest()
        newest = Capture.objects.filter(source_id=self.source_id).order_by("-number").first()
        self.number = self.number or (newest.number if newest else 0) + 1

    def _refuse_change(self) -> None:
        if self._state.adding:
            return
        kept = Capture.objects.filter(pk=self.pk).values(*FROZEN).first()
        changed = [name for name in FROZEN if kept and kept[name] != getattr(self, name)]
        if changed or (kept and texts.sha256(self.text) != kept["text_sha256"]):
            raise ValidationError("A capture is never edited; add a new capture of the source instead.")
