"""The samples: five invented sources on one invented bridge, and a correction, in the order of their publication."""

from statements.example import sample_names
from statements.example.sample_daily import CORRECTION, DAILY
from statements.example.sample_voices import GAZETTE, POST, RELEASE, TRANSCRIPT

NAMES = sample_names.NAMES
RECORDS = {
    "daily": DAILY,
    "release": RELEASE,
    "gazette": GAZETTE,
    "correction": CORRECTION,
    "transcript": TRANSCRIPT,
    "post": POST,
}
