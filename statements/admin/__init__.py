"""The desk: an admin for every record, found by Django's own discovery."""

from statements.admin import accounts, agents, captures, claims, proposals, sources, statements, subjects

__all__ = ["accounts", "agents", "captures", "claims", "proposals", "sources", "statements", "subjects"]
