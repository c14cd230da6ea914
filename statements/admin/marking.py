"""The marking screen: a capture's text with all its claims marked, and beside it the form of one of them."""

import re
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from statements.admin.acts import ACTS
from statements.admin.claims import ClaimAdmin
from statements.admin.fields import date_fieldset
from statements.admin.keys import key_of
from statements.admin.marked_text import MarkedText
from statements.admin.marking_parts import MARKED_PARTS
from statements.admin.rights import may_add_claims
from statements.admin.trying import outlook
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.dismissals import Dismissal

CITED_ONLY = "This source is cited only: there is no text to mark claims in. Paste it, or upload it, first."
DELETED = "That claim was deleted in the meantime. What you typed for it is kept in this browser and offered below."
LONGEST_DRAFT = 40
WORDS_KEY = re.compile("[0-9a-f]{64}")


class MarkingScreen(ClaimAdmin):
    """The form of a claim beside the text of its capture: the same fields, checks and history as the claim's own."""

    add_form_template = change_form_template = "admin/desk/marking.html"
    fieldsets = (
        (None, {"fields": ("capture", "words", "quoted", "paraphrase", ("kind", "language"))}),
        ("Part of a larger claim", {"fields": ("part_of",), "classes": ("collapse",)}),
        date_fieldset("about", "Date that the content is about", classes=("collapse",)),
    )
    readonly_fields = ()
    inlines = MARKED_PARTS

    class Media:
        css = {"all": ["desk/marking.css", "desk/marking_form.css"]}
        js = [forms.Script("desk/marking/screen.js", type="module")]

    def __init__(self, sources, capture):
        super().__init__(Claim, sources.admin_site)
        self.sources, self.capture = sources, capture

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "capture":
            captures = Capture.objects.filter(source=self.capture.source_id)
            options = {**options, "widget": forms.HiddenInput(), "queryset": captures}
        return super().formfield_for_foreignkey(db_field, request, **options)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        text = MarkedText(self.capture)
        source = self.capture.source
        context |= {
            "title": f"Mark claims: {source}",
            "source": source,
            "source_url": self.sources.change_url(source),
            "source_acts": self.sources.act_links(request, source),
            "sending_url": self.sources.act_url(ACTS["submit"], [source.pk]),
            "source_status": self.sources.status(source),
            "capture": self.capture,
            "captures": source.captures.order_by("number").values_list("pk", "number"),
            "text": text,
            "begins_at": text.place_of(obj) if obj else text.end_of(request.GET.get("after", "")),
            "number": text.number(obj) if obj else len(text.claims) + 1,
            "claim_url": self.change_url(obj) if obj else "",
            "mark_url": self.sources.marking_url(source),
            "form_url": "",
            "draft": request.POST.get("draft", "")[:LONGEST_DRAFT],
            "may_mark": self.may_mark(request, obj),
            "is_refused": context["adminform"].form.is_bound,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_mark(self, request, claim):
        """Whether this user may save the form: a new claim, or a change of this one."""
        return self.has_change_permission(request, claim) if claim else self.has_add_permission(request)

    def response_add(self, request, obj, post_url_continue=None):
        return self._onward(request, obj)

    def response_change(self, request, obj):
        return self._onward(request, obj)

    def _onward(self, request, claim):
        """The claim again, or the form of the next one with its chain; scripts learn which draft was saved."""
        self.message_user(request, f"{claim} was saved.", messages.SUCCESS)
        stays = "_continue" in request.POST
        onward = {"saved": request.POST.get("draft", "")[:LONGEST_DRAFT]}
        onward |= {} if stays else {"capture": claim.capture_id, "after": claim.pk}
        url = self.sources.marking_url(self.capture.source, claim if stays else None)
        return HttpResponseRedirect(f"{url}?{urlencode(onward)}")


class MarkClaims:
    """Adds the marking screen to a source's admin."""

    def get_urls(self):
        views = (self.marking_view, self.reads_view, self.dismiss_view)
        mark, reads, dismiss = (self.admin_site.admin_view(view) for view in views)
        return [
            path("<path:object_id>/mark/", mark, name="statements_source_mark"),
            path("<path:object_id>/mark/reads/", reads, name="statements_source_reads"),
            path("<path:object_id>/mark/dismiss/", dismiss, name="statements_source_dismiss"),
            path("<path:object_id>/mark/<int:claim>/", mark, name="statements_source_mark_claim"),
            path("<path:object_id>/mark/<int:claim>/reads/", reads, name="statements_source_reads_claim"),
            *super().get_urls(),
        ]

    def marking_url(self, source, claim=None):
        """The screen of a new claim of this source, or of one it has."""
        return self.desk_url("mark_claim", source.pk, claim.pk) if claim else self.desk_url("mark", source.pk)

    def marking_view(self, request, object_id, claim=None):
        """The text of a source's newest capture, or of the claim's, beside the form of a new claim or of this one."""
        source = self._marked_source(request, object_id)
        if source.captures.count() == 0:
            self.message_user(request, CITED_ONLY, messages.WARNING)
            return HttpResponseRedirect(self.change_url(source))
        found = self._marked_claim(source, claim)
        if claim and found is None:
            self.message_user(request, DELETED, messages.WARNING)
            return HttpResponseRedirect(self.marking_url(source))
        capture = self._capture(request, source, found)
        request.GET = self._beginning(request, capture)
        return MarkingScreen(self, capture).changeform_view(request, str(claim) if claim else None)

    def reads_view(self, request, object_id, claim=None):
        """How the form sent here would read for visitors, and what stands in the way; stores nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        source = self._marked_source(request, object_id)
        found = self._marked_claim(source, claim)
        if (claim and found is None) or not source.captures.exists():
            raise Http404("No such claim.")
        screen = MarkingScreen(self, self._capture(request, source, found))
        if not screen.may_mark(request, found):
            raise PermissionDenied
        return render(request, "admin/desk/_reads.html", {"outlook": outlook(screen, request, found)})

    def dismiss_view(self, request, object_id):
        """Remember that a suggestion is no claim, or with `back` forget it; the words are named by their SHA-256."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        source = self._marked_source(request, object_id)
        key = request.POST.get("key", "")
        if not may_add_claims(request.user):
            raise PermissionDenied
        if not WORDS_KEY.fullmatch(key):
            return HttpResponseBadRequest("The parameter key is the SHA-256 of a suggestion's words.")
        dismissed = {"source": source, "words_sha256": key}
        if request.POST.get("back"):
            Dismissal.objects.filter(**dismissed).delete()
        else:
            by = {"by": request.user, "by_name": request.user.get_username()}
            Dismissal.objects.get_or_create(**dismissed, defaults=by)
        return HttpResponse(status=204)

    def _marked_source(self, request, object_id):
        source = self.get_object(request, object_id)
        if source is None:
            raise Http404("No such source.")
        if not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        return source

    def _marked_claim(self, source, key):
        return Claim.objects.of_source(source).filter(pk=key).first() if key and key_of(str(key)) else None

    def _capture(self, request, source, claim):
        asked = key_of(request.POST.get("capture") or request.GET.get("capture") or "")
        captures = source.captures.select_related("source__publisher").order_by("-number")
        if claim is not None:
            return captures.get(pk=claim.capture_id)
        return captures.filter(pk=asked).first() or captures.first()

    def _beginning(self, request, capture):
        """What the form begins with: this capture, and the chain of the claim entered last in it."""
        begins = request.GET.copy()
        begins["capture"] = str(capture.pk)
        if "after" not in begins:
            last = Claim.objects.filter(capture=capture).order_by("-pk").values_list("pk", flat=True).first()
            begins["after"] = str(last or "")
        return begins
