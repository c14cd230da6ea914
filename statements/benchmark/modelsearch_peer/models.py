"""A claim as a site that uses modelsearch would declare it."""

from django.db import models
from modelsearch import index


class Claim(index.Indexed, models.Model):
    """The same words and names that the archive finds, and the columns that its queries narrow by."""

    ref = models.CharField(max_length=12)
    words = models.TextField()
    names = models.TextField()
    kind = models.CharField(max_length=20, db_index=True)
    speaker = models.TextField(db_index=True)
    year = models.IntegerField(null=True, db_index=True)

    search_fields = [
        index.SearchField("words", boost=4),
        index.SearchField("names"),
        index.AutocompleteField("words"),
        index.AutocompleteField("names"),
        index.FilterField("kind"),
        index.FilterField("speaker"),
        index.FilterField("year"),
    ]

    def __str__(self) -> str:
        return self.ref
