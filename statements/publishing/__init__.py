"""Desk -> snapshot -> record -> catalogue: the only room that writes to what visitors see."""

from statements.publishing.acts import Blocked, outlook, publish, restore, submit, withdraw

__all__ = ["Blocked", "outlook", "publish", "restore", "submit", "withdraw"]
