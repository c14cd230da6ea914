"""The opaque names that records carry for good: a letter for the kind, a hyphen, ten random characters."""

import re
import secrets

PREFIXES = {"claim": "c", "statement": "s", "source": "o", "agent": "a", "subject": "t", "capture": "k"}
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
PATTERN = f"[{''.join(PREFIXES.values())}]-[{ALPHABET}]{{{LENGTH}}}"

_KINDS = {letter: kind for kind, letter in PREFIXES.items()}
_REF = re.compile(PATTERN)
# Crockford's alphabet leaves these three out so that what a reader mistakes can still be understood.
_MISREAD = str.maketrans("oil", "011")


def new(kind: str) -> str:
    """A fresh ref for a record of this kind, such as "c-0123456789"; 50 bits of chance (Crockford's base32).

    Raises ValueError for a kind that PREFIXES does not know. Uniqueness is for the database to keep.
    """
    if kind not in PREFIXES:
        raise ValueError(f"No refs are made for “{kind}”; the kinds are {', '.join(PREFIXES)}.")
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{PREFIXES[kind]}-{body}"


def is_ref(text: str) -> bool:
    """True for a ref in its canonical form: lower case, no look-alikes, nothing around it."""
    return _REF.fullmatch(text) is not None


def kind_of(ref: str) -> str:
    """The kind of record that a canonical ref names, a key of PREFIXES; ValueError for anything else."""
    if not is_ref(ref):
        raise ValueError(f"“{ref[:40]}” is not a ref.")
    return _KINDS[ref[0]]


def canonical(typed: str) -> str | None:
    """The ref meant by somebody who typed capitals, O for 0, I or L for 1; None when it cannot be one."""
    # Without this a Kelvin sign would pass for a k: lower() maps it there.
    if not typed.isascii():
        return None
    lowered = typed.lower()
    ref = lowered[:2] + lowered[2:].translate(_MISREAD)
    return ref if is_ref(ref) else None
