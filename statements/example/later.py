"""What happened to some samples after they were published: amended, reassigned, withdrawn, restored, merged."""

from typing import Any

from statements import publishing
from statements.choices import Mode
from statements.desk.claims import Claim
from statements.desk.history import change_set
from statements.desk.review import DeskRecord
from statements.example.build import Desk
from statements.example.parts import Holder, Link

WATER_BOARD = [
    Link(
        Mode.INDIRECT,
        [Holder("water", "the water board", "the only water board in the article")],
        "according to",
    )
]
AMENDED = "Sample amendment: the paraphrase said “and late”, which the source does not."
REASSIGNED = "Sample reassignment: the sentence names the water board, not the ministry."
WITHDRAWN = "Sample withdrawal: recorded by mistake; the sentence belongs to another bridge."
WITHDRAWN_FOR_NOW = "Sample withdrawal: the outlet asked for time to look at it again."
MERGED = "Sample merge: two records of one engineer."
RESTORED = "Sample restoration: the outlet has nothing to change."


def happen(desk: Desk, *, by: Any) -> None:
    """Let the samples meet every act there is but an erasure; `by` publishes what the desk's own user changes."""
    amend(desk, by=by)
    reassign(desk, by=by)
    publishing.withdraw([desk.claims["daily_repainted"]], by=by, reason=WITHDRAWN)
    publishing.withdraw([desk.claims["daily_lorries"]], by=by, reason=WITHDRAWN_FOR_NOW)
    publishing.restore([desk.claims["daily_lorries"]], by=by, reason=RESTORED)
    duplicate, survivor = (_read_again(desk.agents[key]) for key in ("engineer_again", "engineer"))
    publishing.merge(duplicate, into=survivor, by=by, reason=MERGED)


def amend(desk: Desk, *, by: Any) -> None:
    """Mend a paraphrase."""
    claim = _read_again(desk.claims["gazette_prudent"])
    with change_set(by=desk.by, through="example archive", why=AMENDED):
        claim.paraphrase = "It was prudent to close the bridge."
        claim.save()
        claim.touch(by=desk.by)
    _publish(claim, desk, by=by, reason=AMENDED)


def reassign(desk: Desk, *, by: Any) -> None:
    """Ascribe a claim to somebody else, whom the source names."""
    claim = _read_again(desk.claims["daily_rain"])
    with change_set(by=desk.by, through="example archive", why=REASSIGNED):
        desk.ascribe("daily_rain", WATER_BOARD)
        claim.touch(by=desk.by)
    _publish(claim, desk, by=by, reason=REASSIGNED)


def _read_again(record: DeskRecord) -> DeskRecord:
    record.refresh_from_db()
    return record


def _publish(claim: Claim, desk: Desk, *, by: Any, reason: str) -> None:
    publishing.submit([claim], by=desk.by, reason=reason)
    publishing.publish([claim], by=by, reason=reason)
