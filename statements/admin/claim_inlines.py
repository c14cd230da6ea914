"""The parts of a claim on its form: its chain, joint holders, doubts, figures, relations and subjects."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Count
from django.forms import modelformset_factory
from django.utils.html import format_html_join

from statements.admin.claim_agents import NEW, new_agent_field
from statements.admin.claim_choices import NO_SUCH_RECORD, Lookup
from statements.admin.claim_joint import JointHolderForm, JointHolderFormSet
from statements.admin.claim_parts import (
    HOLDER_FIELDS,
    MAX_PARTS,
    READ_BEYOND,
    ClaimPart,
    DoubtForm,
    DoubtFormSet,
    FigureForm,
    FigureFormSet,
    LinkForm,
    LinkFormSet,
    PartFormSet,
)
from statements.admin.claim_words import Reading
from statements.admin.fields import date_fieldset
from statements.admin.inlines import DeskInline, OrderedInline
from statements.admin.keys import key_of
from statements.admin.rights import may_edit
from statements.desk.attributions import MAX_LINKS, Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import ClaimSubject
from statements.desk.figures import Figure
from statements.desk.relations import Relation

MOST_OFFERED = 200
HOLDER_LABELS = {
    "kind": "Said by a",
    "agent": "Namely",
    "as_named": "As named here",
    "reason": "Why read as that agent",
    "count": "How many",
}
READ_ONLY_LINK = ("mode", "holder", "cue", "statement", "stands")
OWN_VOICE = (
    "From the source's writer outward: the first link is whoever the writer names, the last is the originator. "
    "No link at all means that the claim is in the writer's own voice. It is not a way to leave the attribution open."
)


class LookupFields:
    """Records are chosen by search, or by address where scripts are off."""

    def formfield_for_foreignkey(self, db_field, request, **options):
        if self.admin_site.is_registered(db_field.remote_field.model):
            widget = Lookup(db_field, self.admin_site, limits=self.lookup_limits(db_field, request))
            options = {"widget": widget, "error_messages": {"invalid_choice": NO_SUCH_RECORD}, **options}
        return super().formfield_for_foreignkey(db_field, request, **options)

    def lookup_limits(self, db_field, request):
        """What narrows the search for this field, as query parameters."""
        return {}


class ClaimInline(LookupFields, DeskInline):
    """Parts of a claim; `claim` is the one whose form this is, for what is shown of places in its text."""

    form = ClaimPart
    formset = PartFormSet
    template = "admin/desk/claim_inline.html"
    guidance = ""
    extra = 1
    max_num = MAX_PARTS
    claim = None

    def get_formset(self, request, obj=None, **options):
        self.claim = obj
        self.open_if_used(request)
        return super().get_formset(request, obj, **{"absolute_max": self.max_num + READ_BEYOND, **options})

    def open_if_used(self, request):
        """Nothing that a claim has lies folded away."""
        if self.is_used(request):
            self.classes = [name for name in self.classes or () if name != "collapse"]

    def is_used(self, request):
        """Whether the claim has such parts, or begins with some."""
        if self.claim is None:
            return bool(self.initial_rows(request))
        return self.model.objects.filter(claim=self.claim).exists()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("spans")

    def initial_rows(self, request):
        """Rows that a new claim begins with."""
        return []

    def get_extra(self, request, obj=None, **options):
        rows = self.initial_rows(request) if obj is None else []
        return len(rows) + self.extra

    def places(self, spans):
        """Where spans stand in the claim's text, one a line."""
        if not spans or self.claim is None:
            return "Shown here once it is saved."
        reading = self._reading()
        ordered = sorted(spans, key=lambda span: span.start)
        return format_html_join("", "<div>{}</div>", ((reading.where(span.start, span.end),) for span in ordered))

    def _reading(self):
        if not hasattr(self, "_read"):
            self._read = Reading(Capture.objects.values_list("text", flat=True).get(pk=self.claim.capture_id))
        return self._read

    @admin.display(description="stands at")
    def stands(self, part):
        return self.places(part.spans.all() if part.pk else [])


class LinkInline(ClaimInline, OrderedInline):
    model = Link
    form = LinkForm
    formset = LinkFormSet
    max_num = MAX_LINKS
    verbose_name_plural = "chain of attribution"
    guidance = OWN_VOICE
    autocomplete_fields = ("statement", "cited_work")
    readonly_fields = ("stands",)
    classes = ("ordered", "links")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "mode",
                    ("holder_kind", "holder_agent", "holder_new"),
                    ("holder_as_named", "holder_count"),
                    "holder_reason",
                    "cue",
                    "statement",
                    "stands",
                )
            },
        ),
        ("Cited work", {"fields": ("cited_work", "locator", "cited_as"), "classes": ("collapse",)}),
        ("Polarity", {"fields": ("polarity",), "classes": ("collapse",)}),
        date_fieldset("said", "Date, only where no statement gives it", classes=("collapse",)),
        (None, {"fields": ("position",)}),
    )

    def get_formset(self, request, obj=None, **options):
        named = {field.name for field in Link._meta.fields}
        fields = [name for name in flatten_fieldsets(self.fieldsets) if name in named]
        formset = super().get_formset(request, obj, **{"fields": fields, **options})
        for name in HOLDER_FIELDS:
            field = self.formfield_for_dbfield(Holder._meta.get_field(name), request)
            field.label = HOLDER_LABELS[name]
            formset.form.base_fields[f"holder_{name}"] = field
        formset.form.base_fields[NEW] = new_agent_field()
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("holders__agent__names", "holders__spans")

    def get_fieldsets(self, request, obj=None):
        if obj is None or may_edit(request.user, obj):
            return self.fieldsets
        title, options = self.fieldsets[0]
        return [(title, {**options, "fields": READ_ONLY_LINK}), *self.fieldsets[1:]]

    @admin.display(description="Holder")
    def holder(self, link):
        first = sorted(link.holders.all(), key=lambda holder: (holder.position, holder.pk))[:1]
        return "".join(f"{holder.agent or holder.get_kind_display()} (“{holder.as_named}”)" for holder in first)

    def initial_rows(self, request):
        names = ("mode", "polarity", "statement_id", "cue", "cited_work_id", "locator", "cited_as")
        rows = []
        for link in previous_links(request):
            holders = {f"holder_{name}": value for name, value in holder_values(link.holders.all()[0]).items()}
            rows.append({name.removesuffix("_id"): getattr(link, name) for name in names} | holders)
        return rows

    @admin.display(description="stands at")
    def stands(self, link):
        if not link.pk:
            return self.places([])
        first = sorted(link.holders.all(), key=lambda holder: (holder.position, holder.pk))[:1]
        return self.places([*link.spans.all(), *(span for holder in first for span in holder.spans.all())])


def previous_links(request):
    """The chain of the claim after which a new one is entered, holders included; empty where there is none."""
    after = key_of(request.GET.get("after", ""))
    links = Link.objects.filter(claim=after).prefetch_related("holders").order_by("position", "pk")
    return [link for link in links if link.holders.all()]


def holder_values(holder):
    """What a form's holder fields begin with to name the same holder."""
    return {name: getattr(holder, "agent_id" if name == "agent" else name) for name in HOLDER_FIELDS}


class WithoutParentKey(InlineModelAdminChecks):
    """A joint holder belongs to the claim through its link, which Django's check does not look for."""

    def _check_exclude_of_parent_model(self, obj, parent_model):
        return []

    def _check_relation(self, obj, parent_model):
        return []


class JointHolderInline(ClaimInline):
    model = Holder
    form = JointHolderForm
    formset = JointHolderFormSet
    checks_class = WithoutParentKey
    verbose_name = "joint holder"
    verbose_name_plural = "joint holders"
    guidance = "Only where several say it together: each holder after a link's first one, with the number of that link."
    autocomplete_fields = ("agent",)
    readonly_fields = ("stands",)
    fields = ("link_number", ("kind", "agent"), ("as_named", "count"), "reason", "stands")
    classes = ("collapse",)

    def is_used(self, request):
        if self.claim is None:
            return bool(self.initial_rows(request))
        return Holder.objects.filter(link__claim=self.claim, position__gt=1).exists()

    def initial_rows(self, request):
        return [
            {"link_number": number, **holder_values(holder)}
            for number, link in enumerate(previous_links(request), start=1)
            for holder in link.holders.all()[1:]
        ]

    def get_formset(self, request, obj=None, **options):
        self.claim = obj
        self.open_if_used(request)
        return modelformset_factory(
            Holder,
            form=JointHolderForm,
            formset=JointHolderFormSet,
            fields=HOLDER_FIELDS,
            formfield_callback=lambda field, **given: self.formfield_for_dbfield(field, request, **given),
            extra=self.get_extra(request, obj),
            max_num=self.max_num,
            absolute_max=self.max_num + READ_BEYOND,
            can_delete=self.has_delete_permission(request, obj),
        )


class DoubtInline(ClaimInline):
    model = Doubt
    form = DoubtForm
    formset = DoubtFormSet
    guidance = "Steps of the chain that the source may imply but does not state. They are shown, and never counted."
    autocomplete_fields = ("agent",)
    readonly_fields = ("stands",)
    fields = ("after_position", ("kind", "agent"), ("as_named", "cue"), "reason", "stands")
    classes = ("collapse",)


class FigureInline(ClaimInline):
    model = Figure
    form = FigureForm
    formset = FigureFormSet
    guidance = "Each number of the claim, as written. A total and its parts are tied, and never made to add up."
    autocomplete_fields = ("tied_to",)
    readonly_fields = ("stands",)
    ordering = ("number",)
    fields = (
        "as_written",
        ("low", "high"),
        ("qualifier", "qualifier_words"),
        ("measure", "unit"),
        ("tie", "tied_here"),
        "tied_to",
        "stands",
    )
    classes = ("collapse",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("tied_to__claim")

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        # Django's check of one row at a time knows nothing of the others that go; the formset looks at all of them.
        formset.form.hand_clean_DELETE = lambda form: None
        return formset

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "measure":
            field.widget.attrs["list"] = "figures-offered"
        return field

    @cached_property
    def offered(self):
        """The measures in use, most used first, so that like is compared with like."""
        used = Figure.objects.values("measure").annotate(times=Count("pk")).order_by("-times", "measure")
        return [row["measure"] for row in used[:MOST_OFFERED]]

    def lookup_limits(self, db_field, request):
        source = self._source(request) if db_field.name == "tied_to" else None
        return {"source": source} if source else {}

    def _source(self, request):
        if self.claim is not None:
            return self.claim.capture.source_id
        capture = key_of(request.GET.get("capture", ""))
        return Capture.objects.filter(pk=capture).values_list("source", flat=True).first()


class RelationInline(ClaimInline):
    model = Relation
    fk_name = "claim"
    verbose_name_plural = "relations to other claims"
    guidance = "Only what a source says of two claims, and which source; the archive judges nothing."
    autocomplete_fields = ("to", "stated_by")
    fields = ("kind", "to", "stated_by", "locator")
    classes = ("collapse",)

    def get_queryset(self, request):
        return super(ClaimInline, self).get_queryset(request).select_related("to")


class SubjectInline(ClaimInline):
    model = ClaimSubject
    autocomplete_fields = ("subject",)
    fields = ("subject",)
    classes = ("collapse",)

    def get_queryset(self, request):
        return super(ClaimInline, self).get_queryset(request).prefetch_related("subject__names")
