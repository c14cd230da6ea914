"""Which addresses this process serves: everything, the public pages only, or the desk only."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

PUBLIC = [path("", include("statements.urls"))]
DESK = [path("admin/", admin.site.urls)]
TO_DESK = [path("", RedirectView.as_view(pattern_name="admin:index"))]

urlpatterns = {"all": DESK + PUBLIC, "public": PUBLIC, "desk": DESK + TO_DESK}[settings.SITE]
