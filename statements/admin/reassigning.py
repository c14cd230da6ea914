"""Reassigning an attribution at the desk: the claims, the new chain, the reason and the source of the correction."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.http import urlencode

from statements.admin.acts import MOST, TOO_MANY
from statements.admin.forms import LineField
from statements.admin.keys import key_of
from statements.admin.proposing import ReasonForm, answer, may_propose, record_field
from statements.choices import LINK_MODES, DeskState, HolderKind
from statements.desk.attributions import MAX_LINKS, Holder, Link
from statements.desk.relations import Relation
from statements.publishing.reassigning import Reassignment, Said, Step

KEEP, CHANGE, DROP = "keep", "change", "drop"
NEW_STEPS = 2
TYPED = ("agent", "with_agent", "as_named", "why", "mode", "statement", "cue")
AS_IT_IS = [("", "as it is")]


class StepForm(forms.Form):
    """One step of the new chain: a link as it is, with somebody else, or left out; or a new one."""

    do = forms.ChoiceField(
        label="This step",
        choices=[
            (KEEP, "stays as it is"),
            (CHANGE, "was somebody else, as follows"),
            (DROP, "is not part of the chain"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    place = forms.IntegerField(
        label="Place in the chain",
        min_value=1,
        max_value=MAX_LINKS,
        required=False,
        help_text="1 is nearest to the writer; empty: last, the originator.",
    )
    kind = forms.ChoiceField(
        label="Without a record: a", choices=HolderKind, initial=HolderKind.UNNAMED, required=False
    )
    as_named = LineField(
        max_length=300, required=False, help_text="The words used in the source. Empty where it gives the name itself."
    )
    why = LineField(
        label="Why read as that agent",
        max_length=500,
        required=False,
        help_text="Required when the words are not its name.",
    )
    mode = forms.ChoiceField(choices=AS_IT_IS + LINK_MODES, required=False)
    cue = LineField(max_length=200, required=False, help_text="The source's verb, word for word. Empty: as it is.")

    def __init__(self, *args, desk_site, was=None, **options):
        super().__init__(*args, **options)
        self.was = was
        agent, statement = Holder._meta.get_field("agent"), Link._meta.get_field("statement")
        self.fields["agent"] = record_field(desk_site, agent, label="Namely")
        self.fields["with_agent"] = record_field(desk_site, agent, label="jointly with")
        self.fields["statement"] = record_field(
            desk_site, statement, label="In which statement", help_text="Empty: in none that the archive has recorded."
        )
        self.order_fields(["do", "agent", "with_agent", "kind", "as_named", "why", "mode", "statement", "cue", "place"])
        if was is None:
            del self.fields["do"]

    def clean(self):
        cleaned = super().clean()
        is_named = cleaned.get("agent") or cleaned.get("as_named")
        if cleaned.get("do") == CHANGE and not is_named:
            self.add_error("agent", "Say who: choose an agent, or give the words used.")
        if cleaned.get("do") in (KEEP, DROP) and any(cleaned.get(name) for name in TYPED):
            self.add_error("do", "You described somebody else below: say so here, or empty those fields.")
        if self.was is None and is_named and not cleaned.get("mode"):
            self.add_error("mode", "Say how a new step gives the words.")
        if cleaned.get("with_agent") and not cleaned.get("agent"):
            self.add_error("with_agent", "Choose the first of those who speak jointly above.")
        return cleaned

    @property
    def described(self):
        """The fields that say who it was."""
        return [field for field in self if field.name != "do"]

    @property
    def is_open(self):
        """Whether something was typed, so that it is to be seen."""
        return self.is_bound and any(field.errors or field.value() for field in self.described if field.name in TYPED)

    def step(self):
        """The step as typed; None where there is none."""
        cleaned = self.cleaned_data
        if self.was is not None and cleaned.get("do") in ("", KEEP):
            return Step(was=self.was)
        if cleaned.get("do") == DROP or not (cleaned["agent"] or cleaned["as_named"]):
            return None
        statement = cleaned["statement"].pk if cleaned["statement"] else None
        return Step(self.was, self._holders(cleaned), cleaned["mode"], statement, cleaned["cue"])

    def _holders(self, cleaned):
        agent, joined = cleaned["agent"], cleaned["with_agent"]
        if agent is None:
            return (Said(cleaned["kind"] or HolderKind.UNNAMED, None, cleaned["as_named"]),)
        first = Said(agent.kind, agent.pk, cleaned["as_named"], cleaned["why"])
        return (first, Said(joined.kind, joined.pk)) if joined else (first,)


class ReassignForm(ReasonForm):
    """The reason and the source of the correction, over the steps of the new chain."""

    locator = LineField(label="Where in it", max_length=100, required=False, help_text="Page, paragraph or time.")

    def __init__(self, data=None, *, desk_site, links, **options):
        super().__init__(data, **options)
        stated_by = Relation._meta.get_field("stated_by")
        self.fields["stated_by"] = record_field(
            desk_site,
            stated_by,
            label="Source of the correction",
            help_text="Visitors see it beside the old attribution. Empty only where the mistake was ours.",
        )
        self.order_fields(["reason", "stated_by", "locator"])
        places = [*range(1, len(links) + 1), *([None] * NEW_STEPS)]
        self.steps = [
            StepForm(
                data,
                desk_site=desk_site,
                was=place,
                prefix=f"step-{number}",
                initial={"do": KEEP, "place": place},
            )
            for number, place in enumerate(places, start=1)
        ]
        for step, link in zip(self.steps, links, strict=False):
            step.link = link

    @property
    def media(self):
        return sum((step.media for step in self.steps), super().media)

    def is_valid(self):
        return all([super().is_valid(), *(step.is_valid() for step in self.steps)])

    def chain(self):
        """The steps in the order of their places, those without one last."""
        ordered = sorted(self.steps, key=lambda step: step.cleaned_data.get("place") or MAX_LINKS + 1)
        return [step for step in (form.step() for form in ordered) if step is not None]


@admin.action(description="Reassign …", permissions=["propose"])
def reassign_claims(modeladmin, request, queryset):
    """Lead to the page on which the new chain of the chosen claims is given."""
    keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        modeladmin.message_user(request, TOO_MANY.format(most=MOST), "ERROR")
        return None
    return HttpResponseRedirect(modeladmin.reassign_url(keys))


class Reassigning:
    """Adds the reassigning of attributions to the admin of claims."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.reassign_view)
        return [path("reassign/", page, name="statements_claim_reassign"), *super().get_urls()]

    def has_propose_permission(self, request, obj=None):
        return may_propose(request)

    def reassign_url(self, keys):
        """The page on which the chain of these claims is replaced."""
        return f"{self.desk_url('reassign')}?{urlencode({'ids': ','.join(map(str, keys))})}"

    def act_links(self, request, record):
        offered = record.state == DeskState.PUBLISHED and may_propose(request)
        links = [("Reassign …", self.reassign_url([record.pk]))] if offered else []
        return [*super().act_links(request, record), *links]

    def reassign_view(self, request):
        """Choose the new chain, look at what the claims would read, and propose it."""
        if not may_propose(request):
            raise PermissionDenied
        typed = request.POST.get("ids") or request.GET.get("ids", "")
        keys = [key_of(key) for key in typed.split(",")][:MOST]
        claims = list(self.get_queryset(request).filter(pk__in=keys).order_by("pk"))
        if not claims:
            raise Http404("No such claim.")
        links = sorted(claims[0].links.all(), key=lambda link: (link.position, link.pk))
        form = ReassignForm(request.POST or None, desk_site=self.admin_site, links=links)
        return answer(
            self,
            request,
            form=form,
            records=claims,
            choose=lambda typed: Reassignment(claims, form.chain(), typed["stated_by"], typed["locator"]),
            shown=shown,
            template="admin/desk/reassign.html",
            context={
                "title": f"Reassign: {claims[0]}" if len(claims) == 1 else f"Reassign {len(claims)} claims",
                "original": claims[0] if len(claims) == 1 else None,
                "claims": [self.linked(claim, self.label(claim)) for claim in claims],
                "ids": ",".join(str(claim.pk) for claim in claims),
            },
        )


def shown(choice):
    """What each claim reads now and would read, and the source that says so."""
    return {"claims": choice.tried()[0], "stated_by": choice.stated_by, "locator": choice.locator}
