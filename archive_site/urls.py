"""Which addresses this process serves: everything, the public pages only, or the desk only."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import include, path
from django.views.generic import RedirectView

from statements import urls as public
from statements.admin.previewed import preview_link
from statements.surfaces import machines, site


def elsewhere(request, **named):
    """A public page, which is at the public site when this one serves the desk only."""
    return HttpResponseRedirect(f"{settings.SITE_URL}{request.get_full_path()}")


PUBLIC = [path("", include("statements.urls"))]
DESK = [path("admin/", admin.site.urls), path("preview/<str:secret>/", preview_link, name="preview_link")]
DESK_ALONE = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("healthz", site.healthz),
    path("robots.txt", machines.robots),
    *(path(str(entry.pattern), elsewhere, name=entry.name) for entry in public.urlpatterns),
]

urlpatterns = {"all": DESK + PUBLIC, "public": PUBLIC, "desk": DESK + DESK_ALONE}[settings.SITE]
