"""People and bodies at the desk."""

from django.contrib import admin

from statements.admin.duplicates import LikelyDuplicates
from statements.admin.inlines import NameInline
from statements.admin.merging import Merging
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin
from statements.desk.agents import Agent, AgentName


class AgentNameInline(NameInline):
    model = AgentName

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        self.admin_site.get_model_admin(Agent).watched(formset.form.base_fields["name"].widget, obj)
        return formset


@admin.register(Agent)
class AgentAdmin(Merging, LikelyDuplicates, DeskAdmin):
    list_display = ("__str__", "ref", "kind", "description", "other_names", *STATE_COLUMNS)
    list_filter = ("kind", *STATE_FILTERS)
    search_fields = ("names__folded", "description")
    search_help_text = "Words of a name in any language, of the description, or an address (a-…)."
    fieldsets = ((None, {"fields": ("kind", "takes_the", "description")}),)
    inlines = (AgentNameInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.warn_of_likely(request, form.instance)

    @admin.display(description="other names")
    def other_names(self, agent):
        return ", ".join(name.name for name in agent.names.all() if name.name != agent.name)

    def label(self, agent):
        return " · ".join(filter(None, [agent.name, agent.description, agent.get_kind_display(), agent.ref]))
