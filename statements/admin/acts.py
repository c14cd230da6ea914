"""The acts of review: a page says what goes along and what stands in the way, and asks for a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from statements import publishing
from statements.admin import waiting
from statements.admin.forms import TextField
from statements.admin.keys import key_of
from statements.admin.labels import records_of
from statements.choices import DeskState
from statements.desk.claims import Claim
from statements.desk.history import change_set
from statements.desk.review import DeskRecord

PUBLISH = "statements.publish_records"
MOST = 200
LONGEST_REASON = 1000
MOST_TOLD = 5
TOO_MANY = "At most {most} records at once; choose fewer."
MOVED_ON = "{names} changed after this page was made. It now shows them as they are; look again."


@dataclass(frozen=True)
class DeskAct:
    """One act: its words, what carries it out, and from which states a record's page offers it."""

    name: str
    label: str
    done: str
    run: Callable
    states: tuple[DeskState, ...]
    help_text: str
    is_public: bool = True
    needs_reason: bool = True

    @property
    def readers(self):
        """Who reads its reason."""
        return "visitors" if self.is_public else "whoever wrote it"

    def is_offered(self, record):
        """Whether a record's page shows a button for it."""
        if self.run is publishing.submit and record.state == DeskState.PUBLISHED:
            return record.has_changes and not record.submitted
        if self.run in (publishing.publish, publishing.send_back):
            return record.is_waiting
        return record.state in self.states


PUBLIC_REASON = "Visitors read this beside the date. Say what and why in one sentence, without names of staff."
ACTS = {
    act.name: act
    for act in (
        DeskAct(
            "submit",
            "Send to review",
            "sent to review",
            publishing.submit,
            (DeskState.DRAFT, DeskState.PUBLISHED),
            "A note for whoever reviews it; not shown to visitors.",
            is_public=False,
            needs_reason=False,
        ),
        DeskAct(
            "publish",
            "Publish",
            "published",
            publishing.publish,
            (DeskState.IN_REVIEW, DeskState.PUBLISHED),
            PUBLIC_REASON,
        ),
        DeskAct(
            "send_back",
            "Send back",
            "sent back",
            publishing.send_back,
            (DeskState.IN_REVIEW, DeskState.PUBLISHED),
            "Whoever wrote it reads this, no visitor does: say what is to be changed.",
            is_public=False,
        ),
        DeskAct("withdraw", "Withdraw", "withdrawn", publishing.withdraw, (DeskState.PUBLISHED,), PUBLIC_REASON),
        DeskAct("restore", "Restore", "restored", publishing.restore, (DeskState.WITHDRAWN,), PUBLIC_REASON),
    )
}


class ReasonForm(forms.Form):
    """Asks for the reason of an act; for a review also which of a source's claims go along."""

    reason = TextField(
        max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}), required=False
    )

    def __init__(self, *args, act, claims=(), **options):
        super().__init__(*args, **options)
        self.fields["reason"].label = "Public reason" if act.is_public else "Reason" if act.needs_reason else "Note"
        self.fields["reason"].help_text = act.help_text
        self.fields["reason"].required = act.needs_reason
        self.act = act
        if claims:
            self.fields["claims"] = forms.MultipleChoiceField(
                label="Claims that go along",
                choices=claims,
                initial=[key for key, _ in claims],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="Drafts and changed claims of this source; those without a tick stay as they are.",
            )

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if self.fields["reason"].required and not reason:
            raise forms.ValidationError(f"Give a reason; {self.act.readers} will read it.")
        return reason


def _action(act):
    @admin.action(description=f"{act.label} …", permissions=[act.name])
    def chosen(modeladmin, request, queryset):
        keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            modeladmin.message_user(request, TOO_MANY.format(most=MOST), messages.ERROR)
            return None
        return HttpResponseRedirect(modeladmin.act_url(act, keys))

    chosen.__name__ = f"{act.name}_records"
    return chosen


class ReviewActs:
    """Adds the acts to a record's admin: as actions on its list and as buttons on its page."""

    actions = [_action(act) for act in ACTS.values()]

    def get_urls(self):
        page, name = self.admin_site.admin_view(self.act_view), f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [path("act/<str:name>/", page, name=name), *super().get_urls()]

    def act_url(self, act, keys):
        """The address of the page that asks for the act's reason."""
        return f"{self.desk_url('act', act.name)}?{urlencode({'ids': ','.join(map(str, keys))})}"

    def desk_url(self, page, *args):
        """The address of one of this admin's own pages, such as its changelist."""
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def has_submit_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_publish_permission(self, request, obj=None):
        return self.has_view_permission(request, obj) and request.user.has_perm(PUBLISH)

    has_withdraw_permission = has_restore_permission = has_send_back_permission = has_publish_permission

    def may(self, request, act, record):
        """Whether this user may do this act to this record."""
        return getattr(self, f"has_{act.name}_permission")(request, record)

    def act_links(self, request, record):
        """The acts that this user can start from the record's page, as label and address."""
        offered = [act for act in ACTS.values() if self.offers(request, act, record) and self.may(request, act, record)]
        return [(f"{act.label} …", self.act_url(act, [record.pk])) for act in offered]

    def offers(self, request, act, record):
        """Whether a record's page shows a button for the act, for those who may do it."""
        return act.is_offered(record)

    def response_action(self, request, queryset):
        typed = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(key_of(key) for key in typed):
            raise Http404("No such record.")
        return super().response_action(request, queryset)

    def act_view(self, request, name):
        """Ask for a reason (GET), then carry the act out (POST); store nothing where something stands in the way."""
        act = ACTS.get(name)
        records = self._chosen(request)
        if act is None or not records:
            raise Http404("No such act, or no such record.")
        if not all(self.may(request, act, record) for record in records):
            raise PermissionDenied
        claims = self.admin_site.get_model_admin(Claim)
        sent = act.run is publishing.submit
        offered = waiting.claims_to_send(records, request.user, claims.get_queryset(request)) if sent else []
        choices = [(str(claim.pk), claims.label(claim)) for claim in offered]
        form = ReasonForm(request.POST or None, act=act, claims=choices)
        problems = None
        if request.method == "POST" and form.is_valid():
            whole = self._whole(act, records, form, offered)
            done, problems = self._carried_out(request, act, whole, form.cleaned_data["reason"])
            if not problems:
                self._say_done(request, act, whole, done)
                back = self.change_url(records[0]) if len(records) == 1 else self.desk_url("changelist")
                return HttpResponseRedirect(back)
        return self._ask(request, act, form, problems=problems, offered=offered)

    def _chosen(self, request):
        typed = request.POST.get("ids") or request.GET.get("ids", "")
        keys = [key_of(key) for key in typed.split(",")][:MOST]
        return list(self.get_queryset(request).filter(pk__in=keys).order_by("pk"))

    def _whole(self, act, records, form, offered):
        if act.run is not publishing.submit:
            return records
        ticked = set(form.cleaned_data.get("claims", ())) if form.is_bound else {str(claim.pk) for claim in offered}
        return waiting.with_parts(records, [claim for claim in offered if str(claim.pk) in ticked])

    def _carried_out(self, request, act, records, reason):
        """Do it, unless a record changed since the page was made: whom it was done to, and what stands in the way."""
        try:
            with change_set(by=request.user, through=act.label.lower(), why=reason):
                taken, _ = publishing.outlook(act.run, records, by=request.user)
                self._refuse_moved(request, taken)
                act.run(records, by=request.user, reason=reason)
                for record in chosen_of(taken, records):
                    self.log_change(request, record, f"{act.label}: {reason}" if reason else act.label)
        except publishing.Blocked as blocked:
            return [], blocked.reasons
        return taken, []

    def _refuse_moved(self, request, taken):
        seen = set(request.POST.getlist("seen"))
        moved = [str(record) for record in taken if seen_token(record) not in seen]
        if moved:
            raise publishing.Blocked([MOVED_ON.format(names=", ".join(moved))])

    def _say_done(self, request, act, records, done):
        told = chosen_of(done, records)[:MOST_TOLD]
        for record in told:
            text = '{} was {}. <a href="{}">Its public page</a>.' if act.is_public else "{} was {}."
            self.message_user(request, format_html(text, record, act.done, public_address(record)), messages.SUCCESS)
        if len(done) > len(told):
            self.message_user(request, f"So were {len(done) - len(told)} more.", messages.SUCCESS)

    def _ask(self, request, act, form, *, problems, offered):
        records = self._chosen(request)
        taken, ahead = publishing.outlook(act.run, self._whole(act, records, form, offered), by=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{act.label}: {records[0]}" if len(records) == 1 else f"{act.label}: {len(records)} records",
            "opts": self.opts,
            "original": records[0] if len(records) == 1 else None,
            "act": act,
            "form": form,
            "ids": ",".join(str(record.pk) for record in records),
            "taken": self._named(request, taken),
            "seen": [seen_token(record) for record in taken],
            "problems": ahead if problems is None else problems,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/act.html", context)

    def _named(self, request, records):
        """Each record as its kind and a link, with what the labels need read in few queries."""
        keys = [(str(record.record_kind), record.pk) for record in records]
        labelled = records_of(self.admin_site, request, keys)
        return [
            (record._meta.verbose_name, self.desk_link(labelled.get(key, record)))
            for key, record in zip(keys, records, strict=True)
        ]

    def desk_link(self, record):
        """A link to any desk record's form, its name where it has none."""
        if not self.admin_site.is_registered(type(record)):
            return str(record)
        desk = self.admin_site.get_model_admin(type(record))
        return desk.linked(record, desk.label(record))


def chosen_of(done, records):
    """Those of `records` that an act was done to; where it was done to others only, these."""
    refs = {record.ref for record in records}
    return [record for record in done if record.ref in refs] or done


def seen_token(record: DeskRecord) -> str:
    """What says that a page showed this record as it stands: its address and version."""
    return f"{record.ref}.{record.version}"


def public_address(record: DeskRecord) -> str:
    """Where visitors find the record; on the public site, if the desk is a site of its own."""
    return f"{settings.SITE_URL if settings.SITE == 'desk' else ''}/{record.record_kind}s/{record.ref}/"
