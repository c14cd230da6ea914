"""Reviewing one record: what publishing would change, what was said of it, and the ways to answer."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from statements import publishing
from statements.admin.comparison import Comparison
from statements.admin.forms import TextField
from statements.desk.comments import LONGEST_COMMENT, Comment, say
from statements.record.wording import BrokenAttribution


class CommentForm(forms.Form):
    """Asks for a comment."""

    text = TextField(
        label="Comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Read by everybody at the desk, never by visitors.",
        error_messages={"required": "A comment says something."},
    )

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError("A comment says something.")
        return text


class Reviews:
    """Adds the page of its review to a record's admin."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        return [
            path("<path:object_id>/review/", self.admin_site.admin_view(self.review_view), name=name),
            *super().get_urls(),
        ]

    def review_view(self, request, object_id):
        """The record compared with what visitors read, and the comments on it; sent back, it stores a comment."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("No such record.")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        form = CommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            say(record, form.cleaned_data["text"], by=request.user)
            return HttpResponseRedirect(f"{self.desk_url('review', record.pk)}#comments")
        return self._review_page(request, record, form)

    def _review_page(self, request, record, form):
        comparison, broken = _compared(record)
        problems = publishing.outlook(publishing.publish, [record], by=request.user)[1] if record.is_waiting else []
        context = {
            **self.admin_site.each_context(request),
            "title": f"Review: {record}",
            "opts": self.opts,
            "original": record,
            "status": self.status(record),
            "comparison": comparison,
            "broken": broken,
            "problems": problems,
            "act_links": self.act_links(request, record),
            "preview_url": self.desk_url("preview", record.pk),
            "comments": Comment.objects.of(record),
            "form": form,
        }
        return TemplateResponse(request, "admin/desk/review.html", context)


def _compared(record):
    """The comparison, or why there can be none yet."""
    try:
        return Comparison(record), ""
    except BrokenAttribution as problem:
        return None, str(problem)
