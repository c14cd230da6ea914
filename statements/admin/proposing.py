"""The page on which an act on several records is chosen, looked at, and proposed to a second person."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from statements import publishing
from statements.admin.acts import LONGEST_REASON, MOVED_ON, PUBLIC_REASON, seen_token
from statements.admin.choosing import RecordChoice
from statements.admin.claim_choices import NO_SUCH_RECORD, Lookup
from statements.admin.forms import TextField
from statements.admin.rights import EDIT_ANY

PROPOSED = "“{}” now waits for a second person, who sees the same and approves it or sends it back."


class ReasonForm(forms.Form):
    """The reason that visitors will read; the forms of the single acts add what is chosen."""

    reason = TextField(
        label="Public reason",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=PUBLIC_REASON,
        required=False,
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if "_propose" in self.data and not reason:
            raise forms.ValidationError("Give a reason; visitors will read it.")
        return reason


def record_field(desk_site, db_field, **options):
    """A choice of a record of the kind that a field of the desk points at, by search or by address."""
    model = db_field.remote_field.model
    field = RecordChoice(
        queryset=desk_site.get_model_admin(model).get_queryset(None),
        widget=Lookup(db_field, desk_site),
        **{"required": False, "error_messages": {"invalid_choice": NO_SUCH_RECORD}, **options},
    )
    field.label_from = desk_site.get_model_admin(model).label
    return field


def may_propose(request):
    """Whether this user may propose an act on published records: whoever may change them."""
    return request.user.has_perm(EDIT_ANY)


def proposal_url(proposal):
    """The page of a proposal at the desk."""
    return reverse("admin:statements_proposal_change", args=[proposal.pk])


def answer(desk, request, *, form, records, choose, shown, template, context):
    """The page with what was chosen and what it would change; or the way to the proposal, once it is kept.

    `choose` makes the choice of a valid form, None while nothing is chosen; `shown` what the template shows of it.
    """
    problems, choice = [], None
    if form.is_bound and form.is_valid():
        choice = choose(form.cleaned_data)
        if choice is not None and "_propose" in request.POST:
            problems = _moved_on(request, records) or _kept(request, choice, form.cleaned_data["reason"])
            if not problems:
                return HttpResponseRedirect(proposal_url(request.proposal))
        elif choice is not None:
            problems = choice.problems()
    page = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "form": form,
        "seen": [seen_token(record) for record in records],
        "problems": problems,
        "shown": shown(choice) if choice is not None else None,
        "media": desk.media + form.media,
        **context,
    }
    return TemplateResponse(request, template, page)


def _moved_on(request, records):
    seen = set(request.POST.getlist("seen"))
    moved = [str(record) for record in records if seen_token(record) not in seen]
    return [MOVED_ON.format(names=", ".join(moved))] if moved else []


def _kept(request, choice, reason):
    """Keep the proposal on the request; the sentences that stand in the way, if any."""
    try:
        request.proposal = publishing.propose(choice, by=request.user, reason=reason)
    except publishing.Blocked as blocked:
        return blocked.reasons
    messages.success(request, PROPOSED.format(request.proposal))
    return []
