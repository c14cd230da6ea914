"""Desk -> snapshot -> record -> catalogue: the only room that writes to what visitors see."""

from statements.publishing.acts import Blocked, outlook, publish, restore, send_back, submit, withdraw
from statements.publishing.merging import merge

__all__ = ["Blocked", "merge", "outlook", "publish", "restore", "send_back", "submit", "withdraw"]
