"""Desk -> snapshot -> record -> catalogue: the only room that writes to what visitors see."""

from statements.publishing.acts import Blocked, publish, restore, submit, withdraw

__all__ = ["Blocked", "publish", "restore", "submit", "withdraw"]
