"""The admin site of the desk: the archive's name, and choices whose labels tell namesakes apart."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class Choices(AutocompleteJsonView):
    """Answers an autocomplete with each record's own label, where its admin gives one."""

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class DeskSite(AdminSite):
    """The desk."""

    site_header = site_title = settings.SITE_NAME
    index_title = "Desk"
    enable_nav_sidebar = True
    index_template = "admin/desk/index.html"

    def admin_view(self, view, cacheable=False):
        """The view for those who logged in; its answer is stored nowhere, whatever the stock admin would allow."""
        return super().admin_view(view, cacheable=False)

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        from statements.admin import dashboard  # models are not loaded yet when this module is

        return super().index(request, {**dashboard.context(self, request), **(extra_context or {})})

    def get_urls(self):
        from statements.admin import change_sets, dashboard, queue  # models are not loaded yet when this module is

        pages = (change_sets.ChangeSets, queue.Queue, dashboard.Lists)
        return [*(url for page in pages for url in page(self).urls()), *super().get_urls()]
