"""The site's addresses with one that always fails."""

from django.urls import path

from archive_site.urls import urlpatterns as of_the_site


def broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken), *of_the_site]
