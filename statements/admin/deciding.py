"""Proposals at the desk: what waits for a second person, what it would change, and the decision."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from statements import publishing
from statements.admin import merging, reassigning, splitting
from statements.admin.acts import LONGEST_REASON, PUBLISH
from statements.admin.forms import TextField
from statements.admin.keys import key_of
from statements.choices import ProposalState, ProposedAct
from statements.desk.proposals import Proposal
from statements.publishing.proposing import SECOND_PERSON

SHOWN = {
    ProposedAct.REASSIGN: ("admin/desk/_reassigned.html", reassigning.shown),
    ProposedAct.MERGE: ("admin/desk/_moves.html", merging.shown),
    ProposedAct.UNDO: ("admin/desk/_goes_back.html", merging.shown_undoing),
    ProposedAct.SPLIT: ("admin/desk/_parted.html", splitting.shown),
}


class DecisionForm(forms.Form):
    """Asks why a proposal is sent back."""

    note = TextField(
        label="Why it is sent back",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        required=False,
        help_text="For whoever proposed it; not shown to visitors, and not needed to approve it.",
    )


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    list_display = ("title", "act", "state", "proposed_by_name", "proposed_at", "decided_by_name", "decided_at")
    list_filter = ("state", "act")
    ordering = ("-pk",)
    list_per_page = 50
    list_select_related = False
    show_full_result_count = False

    class Media:
        css = {"all": ["desk/desk.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What a proposal would change, with the decision (POST) for those who may make it."""
        proposal = Proposal.objects.filter(pk=key_of(object_id)).first()
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        form = DecisionForm(request.POST or None)
        problems = None
        if request.method == "POST" and form.is_valid():
            problems = self._decided(request, proposal, form.cleaned_data["note"])
            if not problems:
                return HttpResponseRedirect(request.path)
        return self._shown(request, proposal, form, problems)

    def _decided(self, request, proposal, note):
        """Approve it, send it back or take it back; the sentences that stand in the way, if any."""
        is_own = proposal.proposed_by_name == request.user.get_username()
        try:
            if "_approve" in request.POST:
                self._refuse(request.user.has_perm(PUBLISH))
                publishing.approve(proposal, by=request.user)
                self.message_user(request, f"“{proposal}” was approved and is public.", messages.SUCCESS)
            else:
                self._refuse(is_own or request.user.has_perm(PUBLISH))
                publishing.decline(proposal, by=request.user, note=note)
                self.message_user(request, f"“{proposal}” was {'taken' if is_own else 'sent'} back.", messages.SUCCESS)
        except publishing.Blocked as blocked:
            return blocked.reasons
        return []

    def _refuse(self, is_entitled):
        if not is_entitled:
            raise PermissionDenied

    def _ahead(self, request, proposal):
        """What stands in the way, but for what the page says of its own proposer anyway."""
        return [problem for problem in publishing.against(proposal, by=request.user) if problem != SECOND_PERSON]

    def _may_approve(self, request, is_own):
        return request.user.has_perm(PUBLISH) and not (is_own and settings.REQUIRE_SECOND_PERSON)

    def _shown(self, request, proposal, form, problems):
        waits = proposal.state == ProposalState.WAITING
        template, shown = SHOWN[proposal.act]
        choice = publishing.choice_of(proposal)
        is_own = proposal.proposed_by_name == request.user.get_username()
        context = {
            **self.admin_site.each_context(request),
            "title": str(proposal),
            "opts": self.opts,
            "proposal": proposal,
            "part": template,
            "shown": shown(choice) if waits else None,
            "records": [(record._meta.verbose_name, record) for record in choice.records()],
            "problems": self._ahead(request, proposal) if problems is None and waits else problems,
            "form": form,
            "waits": waits,
            "is_own": is_own,
            "may_approve": waits and self._may_approve(request, is_own),
            "may_send_back": waits and (is_own or request.user.has_perm(PUBLISH)),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/proposal.html", context)
