"""What a text may say that somebody said: claims proposed to a curator, never made.

`suggestions` is the one door. The lists behind it are in `languages`, written for curators.
"""

from statements.suggesting.reading import suggestions
from statements.suggesting.suggestion import Suggestion

__all__ = ["Suggestion", "suggestions"]
