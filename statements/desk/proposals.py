"""Acts on several records that one person proposes and a second carries out: reassign, merge, undo, split."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from statements.choices import ProposalState, ProposedAct
from statements.desk.text_fields import CheckedModel

LONGEST_REASON = 1000


class ProposalQuerySet(models.QuerySet):
    """Proposals by what became of them."""

    def waiting(self):
        """Those that nobody has decided, oldest first."""
        return self.filter(state=ProposalState.WAITING).order_by("pk")


class Proposal(CheckedModel):
    """One act, as proposed and decided; nothing on the desk or in the record changes before it is approved.

    `choice` is what was chosen, in a form that the act reads again; `seen` the version of each record it was chosen
    by; `reason` what visitors will read. `number` is that of the first revision the act made.
    """

    act = models.CharField(max_length=8, choices=ProposedAct)
    choice = models.JSONField()
    seen = models.JSONField()
    title = models.CharField(max_length=300)
    reason = models.TextField("public reason", max_length=LONGEST_REASON)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField("proposed by", max_length=150)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_by_name = models.CharField("decided by", max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=LONGEST_REASON, blank=True, default="")
    two_required = models.BooleanField(default=False)
    number = models.PositiveBigIntegerField("number in the record", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposal"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="proposal_act_known", condition=Q(act__in=ProposedAct.values)),
            models.CheckConstraint(name="proposal_state_known", condition=Q(state__in=ProposalState.values)),
            models.CheckConstraint(
                name="proposal_reasoned",
                condition=~Q(reason=""),
                violation_error_message="Give a reason; visitors will read it.",
            ),
            models.CheckConstraint(
                name="proposal_decided_whole",
                condition=Q(state=ProposalState.WAITING, decided_at__isnull=True, decided_by_name="")
                | (~Q(state=ProposalState.WAITING) & Q(decided_at__isnull=False) & ~Q(decided_by_name="")),
                violation_error_message="A decision says who made it and when.",
            ),
            models.CheckConstraint(
                name="proposal_done_by_second_person",
                condition=Q(two_required=False) | ~Q(proposed_by_name=models.F("decided_by_name")),
                violation_error_message="Nobody approves what they proposed.",
            ),
        ]

    def __str__(self):
        return self.title


class Merge(models.Model):
    """What one merge of two records moved at the desk and in the record, so that it can be undone.

    `moved` lists [table, key, field, address of its record, number before] of every part that points elsewhere since,
    `made` [key, name] of the names that were added. `left` tells of each record concerned, by its address, which
    revision it had when all was done and whether the merge entered it.
    """

    record_kind = models.CharField(max_length=10)
    ref = models.CharField("address", max_length=12)
    into = models.CharField(max_length=12, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    moved = models.JSONField()
    made = models.JSONField()
    left = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "merge"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="merge_stands_once",
                fields=["ref"],
                condition=Q(undone_at__isnull=True),
                violation_error_message="This record is merged already.",
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(ref=models.F("into"))),
        ]

    def __str__(self):
        return f"{self.ref} into {self.into}"
