"""Every desk change of a record and its children as one change set: who, when, why and what (django-reversion)."""

from contextlib import contextmanager

import reversion
from django.db import models

from statements.desk.agents import Agent, AgentName
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim, ClaimSubject
from statements.desk.figures import Figure
from statements.desk.relations import Relation
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.desk.subjects import Subject, SubjectName

CHILDREN = {
    Agent: ["names"],
    Subject: ["names"],
    Source: ["authors", "spans"],
    Capture: [],
    Statement: ["speakers", "spans"],
    Claim: ["links", "doubts", "figures", "relations", "spans", "claim_subjects"],
    Link: ["holders"],
}


class ChangeNote(models.Model):
    """Who made a change set and through what, as text, so that it outlives the account."""

    revision = models.OneToOneField("reversion.Revision", models.CASCADE, related_name="note")
    who = models.CharField(max_length=150)
    through = models.CharField(max_length=100, help_text="The form, action, import or command that made the change.")

    class Meta:
        verbose_name = "change"

    def __str__(self):
        return f"{self.through} by {self.who}"


@contextmanager
def change_set(*, by, through: str, why: str = ""):
    """All desk changes made inside are one entry of the history; nested ones join the outer. Rolls back as one."""
    if reversion.is_active():
        yield
        return
    with reversion.create_revision(atomic=True):
        if by is not None and by.pk:
            reversion.set_user(by)
        reversion.set_comment(why)
        reversion.add_meta(ChangeNote, who=by.get_username() if by else through, through=through)
        yield


def register() -> None:
    """Tell django-reversion which records carry which children; called once, when the models are loaded."""
    for child in (
        AgentName,
        SubjectName,
        SourceAuthor,
        StatementSpeaker,
        Holder,
        Doubt,
        Figure,
        Relation,
        Span,
        ClaimSubject,
    ):
        reversion.register(child)
    for model, children in CHILDREN.items():
        exclude = ["text", "file_bytes"] if model is Capture else []
        reversion.register(model, follow=children, exclude=exclude)
