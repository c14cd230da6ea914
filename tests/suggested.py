"""What is suggested from a text, in words."""

from statements.suggesting import suggestions


def read(text, language="en"):
    """Each suggestion as content in one string, its pieces parted by a bar, and its holder."""
    return [
        (" | ".join(text[start:end] for start, end in made.content), made.holder and text[slice(*made.holder)])
        for made in suggestions(text, language)
    ]
