"""Pages of the desk that belong to no single kind of record."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path

from statements.admin.rights import may_read_desk


class DeskPages:
    """Some pages of one site, for all who read the desk; `urls` says where they are."""

    def __init__(self, site):
        self.site = site

    def urls(self):
        raise NotImplementedError

    def at(self, route, view, name):
        """The address of a page, closed to those who only keep accounts."""
        return path(route, self.site.admin_view(_for_readers(view)), name=name)

    def answer(self, request, template, **context):
        """The page made of this template in the desk's frame."""
        return TemplateResponse(request, f"admin/desk/{template}.html", {**self.site.each_context(request), **context})


def _for_readers(view):
    @wraps(view)
    def guarded(request, *args, **named):
        if not may_read_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **named)

    return guarded
