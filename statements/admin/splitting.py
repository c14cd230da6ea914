"""Splitting one statement into two at the desk: which links go to the new one, and what is known of it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.functional import cached_property

from statements.admin.claim_choices import claim_label, with_labels
from statements.admin.keys import key_of
from statements.admin.proposing import ReasonForm, answer, may_propose
from statements.choices import DeskState
from statements.desk.attributions import Link
from statements.desk.statements import Statement
from statements.publishing.splitting import FIELDS, Splitting

MOST_LINKS = 1000


class SplitForm(forms.ModelForm, ReasonForm):
    """The new statement, the links that name it, and why they are two acts."""

    links = forms.MultipleChoiceField(
        label="Links that name the new statement",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Those without a tick stay with the old one.",
    )

    class Meta:
        model = Statement
        fields = FIELDS

    def __init__(self, *args, links, **options):
        super().__init__(*args, **options)
        self.fields["links"].choices = links
        self.fields["title"].label = "Title of the new statement"
        self.order_fields(["links", *FIELDS, "reason"])


class Splits:
    """Adds splitting to the admin of statements."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.split_view)
        return [path("<path:object_id>/split/", page, name="statements_statement_split"), *super().get_urls()]

    def act_links(self, request, record):
        offered = record.state == DeskState.PUBLISHED and may_propose(request)
        links = [("Split in two …", self.desk_url("split", record.pk))] if offered else []
        return [*super().act_links(request, record), *links]

    @cached_property
    def split_form(self):
        """The form of the new statement, its fields as the desk shows them."""
        return forms.modelform_factory(
            Statement, form=SplitForm, formfield_callback=lambda field: self.formfield_for_dbfield(field, None)
        )

    def split_view(self, request, object_id):
        """Choose the links and describe the new statement, look at both sides, and propose it."""
        statement = self.get_queryset(request).filter(pk=key_of(object_id)).first()
        if statement is None:
            raise Http404("No such statement.")
        if not may_propose(request):
            raise PermissionDenied
        links = list(links_of(statement)[:MOST_LINKS])
        form = self.split_form(request.POST or None, links=[(str(link.pk), link_label(link)) for link in links])
        return answer(
            self,
            request,
            form=form,
            records=[statement],
            choose=lambda typed: Splitting(
                statement,
                [link for link in links if str(link.pk) in typed["links"]],
                {name: typed[name] for name in FIELDS},
            ),
            shown=shown,
            template="admin/desk/merge.html",
            context={"title": f"Split {statement}", "original": statement, "part": "admin/desk/_parted.html"},
        )


def links_of(statement):
    """The links that name a statement, with what their labels need."""
    return with_labels(Link.objects.filter(statement=statement).order_by("claim", "pk"), at="claim__")


def link_label(link):
    """A link as a choice: its claim on one line, its source and address."""
    return f"{claim_label(link.claim)} · {link.claim.source} · {link.claim.ref}"


def shown(choice):
    """Which links would name which of the two statements."""
    chosen = {link.pk for link in choice.links}
    links = [(link.pk in chosen, link_label(link)) for link in links_of(choice.statement)[:MOST_LINKS]]
    return {
        "statement": choice.statement,
        "title": choice.fields.get("title", ""),
        "said": choice.fields.get("said_edtf", ""),
        "goes": [label for goes, label in links if goes],
        "stays": [label for goes, label in links if not goes],
    }
