"""Preview: the public page of a record, made from the desk and stored nowhere."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path

from statements.admin.rendering import page_of
from statements.record.wording import BrokenAttribution


class Previews:
    """Adds a record's preview to its admin."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [
            path("<path:object_id>/preview/", self.admin_site.admin_view(self.preview_view), name=name),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        """The public page as it would be if the record were published now."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("No such record.")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        try:
            response = page_of(request, record)
        except BrokenAttribution as problem:
            self.message_user(request, f"It cannot be shown yet: {problem}", messages.WARNING)
            return HttpResponseRedirect(self.change_url(record))
        response["X-Robots-Tag"] = "noindex"
        return response
