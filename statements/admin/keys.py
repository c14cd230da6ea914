"""Primary keys as people and programs type them."""

LONGEST = 18


def key_of(typed: str) -> int | None:
    """The key that was typed; None for anything that no database could hold as one."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else None
