"""Desk -> snapshot -> record -> catalogue: the only room that writes to what visitors see."""

from statements.publishing.acts import Blocked, outlook, publish, restore, send_back, submit, withdraw
from statements.publishing.merging import merge
from statements.publishing.proposing import against, approve, choice_of, decline, propose
from statements.publishing.unmerging import unmerge

__all__ = [
    "Blocked",
    "against",
    "approve",
    "choice_of",
    "decline",
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
