"""Preview links at the desk: who was given one, when it was opened, and the ways to make and to revoke one."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from statements.admin.acts import PUBLISH
from statements.admin.forms import LineField
from statements.admin.keys import key_of
from statements.desk.preview_links import DAYS, LONGEST_READER, PreviewLink, make_link

SHOWN_ONCE = 'Copy this address now, it is not shown again: <code class="desk-secret">{}</code>'
MOST_USES = 20


class LinkForm(forms.Form):
    """Asks for whom a link is made, and for how long."""

    reader = LineField(
        label="For whom",
        max_length=LONGEST_READER,
        help_text="So that you know later whose link this is; the reader does not see it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.TypedChoiceField(
        label="Open for",
        coerce=int,
        choices=[(days, f"{days} day{'s' if days > 1 else ''}") for days in DAYS],
        initial=7,
    )


class PreviewLinks:
    """Adds the page of its preview links to a record's admin."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_links"
        return [
            path("<path:object_id>/links/", self.admin_site.admin_view(self.links_view), name=name),
            *super().get_urls(),
        ]

    def may_link(self, request, record):
        """Whether this user may show the record to somebody outside: who may change it, and who publishes."""
        return self.has_change_permission(request, record) or request.user.has_perm(PUBLISH)

    def links_view(self, request, object_id):
        """The links made so far; sent back, it makes one or revokes one."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("No such record.")
        if not self.has_view_or_change_permission(request, record) or not self.may_link(request, record):
            raise PermissionDenied
        if request.method == "POST" and "revoke" in request.POST:
            return self._revoke(request, record)
        form = LinkForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._make(request, record, form)
        links = PreviewLink.objects.of(record).prefetch_related("uses")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Preview links: {record}",
            "opts": self.opts,
            "original": record,
            "links": [(link, link.uses.all()[:MOST_USES]) for link in links],
            "form": form,
        }
        return TemplateResponse(request, "admin/desk/preview_links.html", context)

    def _make(self, request, record, form):
        _, secret = make_link(record, by=request.user, **form.cleaned_data)
        messages.success(request, format_html(SHOWN_ONCE, address_of(request, secret)))
        return HttpResponseRedirect(self.desk_url("links", record.pk))

    def _revoke(self, request, record):
        link = PreviewLink.objects.filter(ref=record.ref, pk=key_of(request.POST["revoke"])).first()
        if link is None:
            raise Http404("No such link.")
        link.revoke(by=request.user)
        messages.success(request, f"The link for {link.reader} leads nowhere any more.")
        return HttpResponseRedirect(self.desk_url("links", record.pk))


def address_of(request, secret):
    """The whole address of a preview link, on the site that serves the desk."""
    path_there = reverse("preview_link", args=[secret])
    return request.build_absolute_uri(path_there) if settings.SITE == "desk" else f"{settings.SITE_URL}{path_there}"
