"""Statements at the desk: one communicative act each, whoever reports it."""

from django.contrib import admin

from statements.admin.counts import count_of
from statements.admin.fields import date_fieldset
from statements.admin.inlines import OrderedInline
from statements.admin.merging import Merging
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin
from statements.admin.splitting import Splits
from statements.desk.attributions import Link
from statements.desk.statements import Statement, StatementSpeaker


class SpeakerInline(OrderedInline):
    model = StatementSpeaker
    fields = ("agent", "position")
    autocomplete_fields = ("agent",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("agent__names")


@admin.register(Statement)
class StatementAdmin(Merging, Splits, DeskAdmin):
    list_display = ("__str__", "ref", "speaker_names", "said_edtf", "links_count", *STATE_COLUMNS)
    list_filter = ("said_basis", *STATE_FILTERS)
    search_fields = ("title", "occasion", "speakers__agent__names__folded")
    search_help_text = "Words of the title, the occasion or a speaker's name, or an address (s-…)."
    fieldsets = (
        (None, {"fields": ("title", "occasion", "place", "first_published")}),
        date_fieldset("said", "When it was said"),
    )
    autocomplete_fields = ("first_published",)
    inlines = (SpeakerInline,)
    help_texts = {
        "place": "Where it was said. Empty: not stated.",
        "first_published": "The source in which it first appeared; add it even if it is only cited. In doubt: empty.",
    }

    def get_queryset(self, request):
        found = super().get_queryset(request).prefetch_related("speakers__agent__names")
        return found.annotate(links_number=count_of(Link, "statement"))

    @admin.display(description="speakers")
    def speaker_names(self, statement):
        return ", ".join(str(speaker) for speaker in statement.speakers.all())

    @admin.display(description="named by links", ordering="links_number")
    def links_count(self, statement):
        return statement.links_number

    def label(self, statement):
        speakers = ", ".join(str(speaker) for speaker in statement.speakers.all())
        return " · ".join(filter(None, [statement.title, speakers, statement.said_edtf or "no date", statement.ref]))
