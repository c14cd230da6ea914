"""Paths of addresses, each worked out once: a page names some fifty, most of them again and again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def path_to(name: str, *parts: str | int) -> str:
    """The path of an address by its name and its parts in their order."""
    return reverse(name, args=parts)
