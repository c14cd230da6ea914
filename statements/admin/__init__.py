"""The desk: an admin for every record, found by Django's own discovery."""

from statements.admin import accounts, agents, captures, claims, deciding, sources, statements, subjects

__all__ = ["accounts", "agents", "captures", "claims", "deciding", "sources", "statements", "subjects"]
