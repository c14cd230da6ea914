"""Paths of addresses, each worked out once: a page names some fifty, most of them again and again."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


@lru_cache(maxsize=8192)
def path_to(name: str, *parts: str | int) -> str:
    """The path of an address by its name and its parts in their order."""
    return reverse(name, args=parts)


def address(name: str, *parts: str | int) -> str:
    """A permanent address of this archive, whole."""
    return f"{settings.SITE_URL}{path_to(name, *parts)}"
