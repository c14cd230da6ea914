"""Captures' bytes and texts, kept once by their SHA-256."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Content(models.Model):
    """Bytes under their SHA-256 (hex). Never changed; an erasure nulls the bytes and leaves sum and size.

    `passages` are the paragraphs that a public package brought in place of a text which visitors may not have whole.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True)
    passages = models.JSONField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="content_sum_whole", condition=Q(Exact(Length("sha256"), 64)))]

    def __str__(self) -> str:
        return f"Content {self.sha256[:12]}"


def keep(content: bytes) -> str:
    """Keep bytes under their SHA-256, once; return the sum in hex."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not Content.objects.filter(pk=sha256).exists():
        Content.objects.create(sha256=sha256, size=len(content), content=content)
    return sha256


def text_of(sha256: str) -> str | None:
    """The text kept under a sum; None where it is not kept or was erased."""
    kept = Content.objects.filter(pk=sha256).values_list("content", flat=True).first()
    return None if kept is None else bytes(kept).decode()


def passages_of(sha256: str) -> list[dict[str, Any]]:
    """The paragraphs known of a text that is not kept whole; none where it was erased."""
    return Content.objects.filter(pk=sha256).values_list("passages", flat=True).first() or []
