"""The samples: six invented sources on one invented bridge, and a correction, in the order of their publication."""

from statements.example import sample_names
from statements.example.sample_daily import CORRECTION, DAILY
from statements.example.sample_voices import GAZETTE, POST, RELEASE, TRANSCRIPT
from statements.example.sample_wire import WIRE

NAMES = sample_names.NAMES
RECORDS = {
    "wire": WIRE,
    "daily": DAILY,
    "release": RELEASE,
    "gazette": GAZETTE,
    "correction": CORRECTION,
    "transcript": TRANSCRIPT,
    "post": POST,
}
