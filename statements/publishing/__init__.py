"""Desk -> snapshot -> record -> catalogue: the only room that writes to what visitors see."""

from statements.publishing.acts import Blocked, outlook, publish, restore, submit, withdraw
from statements.publishing.merging import merge
from statements.publishing.proposing import against, approve, choice_of, propose, send_back
from statements.publishing.unmerging import unmerge

__all__ = [
    "Blocked",
    "against",
    "approve",
    "choice_of",
    "merge",
    "outlook",
    "propose",
    "publish",
    "restore",
    "send_back",
    "submit",
    "unmerge",
    "withdraw",
]
