"""Moving claims to the newest capture of their source, where a curator asks for it; never silently."""

from django.contrib import admin, messages
from django.utils.text import Truncator

from statements.admin.rights import may_edit
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.reanchoring import reanchor

MOST = 200
STAYED_BEHIND = (
    "%d claims of this source stand in an older capture. Choose them in the list of claims and move them to the newest."
)


@admin.action(description="Move to the newest capture of the source", permissions=["change"])
def move_to_newest_capture(modeladmin, request, queryset):
    """Find the words of the chosen claims in their source's newest capture, and say which a curator has to place."""
    moved, flagged = 0, []
    for claim in queryset.order_by("pk")[:MOST]:
        newest = Capture.objects.filter(source=claim.capture.source_id).latest("number")
        if newest.pk != claim.capture_id and may_edit(request.user, claim):
            lost = reanchor(claim, newest, by=request.user)
            moved += 1
            flagged += [f"{claim.ref}: “{Truncator(words).chars(60)}”" for words in lost]
    modeladmin.message_user(request, f"{moved} claims were moved.")
    if flagged:
        found = f"To be found again by you, before these claims can be published: {'; '.join(flagged)}."
        modeladmin.message_user(request, found, messages.WARNING)


def left_behind(source):
    """How many claims of a source stand in a capture that is not its newest."""
    newest = source.captures.order_by("-number").values_list("pk", flat=True).first()
    return Claim.objects.of_source(source).exclude(capture=newest).count() if newest else 0
