"""Suggested claims that a curator dismissed, so that they are not suggested again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from statements.desk.sources import Source


class Dismissal(models.Model):
    """That the claim suggested over some words of a source is none; kept by the SHA-256 of the words.

    It holds for every capture of the source that has these words, and outlives the account of whoever dismissed it.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="dismissals")
    words_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="dismissal_once", fields=["source", "words_sha256"]),
            models.CheckConstraint(
                name="dismissal_hash_whole",
                condition=Q(Exact(Length("words_sha256"), 64)),
                violation_error_message="Words are known by their whole SHA-256 sum.",
            ),
        ]

    def __str__(self):
        return f"Dismissal by {self.by_name}"
