"""Entering a source's text: pasted, or uploaded as a file; what is saved is a capture that nobody edits again."""

import mimetypes

from django import forms
from django.contrib.admin import widgets

from statements import texts
from statements.admin.fields import LanguageInput
from statements.admin.forms import AddressField, DeskForm, LineField, TextField
from statements.choices import CaptureMethod, TextBasis
from statements.desk.captures import MAX_TEXT, Capture
from statements.desk.text_fields import is_language

PLAIN, UNKNOWN = "text/plain", "application/octet-stream"
MAX_FILE = 25 * 1024 * 1024
ENTERED = ("text", "file", "text_basis", "text_language", "from_url", "translated_from", "translated_by")
TOO_LONG = (
    "The text has %(show_value)d characters; a capture holds at most %(limit_value)d. Enter it in parts, each a source."
)
LANGUAGE_HELP = "BCP 47 tag (en, az, hy, ru)."


def text_fieldset():
    """The fieldset in which a source's text is entered."""
    about = (
        "Paste the text, or upload it; the archive keeps it as a capture. Without a text the source is “cited only”."
    )
    return ("Text of the source", {"fields": ENTERED, "description": about})


def language(label, help_text):
    return LineField(
        label=label,
        required=False,
        max_length=35,
        validators=[is_language],
        help_text=help_text,
        widget=LanguageInput,
    )


class SourceForm(DeskForm):
    """A source's form, with the text it is entered by."""

    text = TextField(
        label="Text of the source",
        required=False,
        max_length=MAX_TEXT,
        error_messages={"max_length": TOO_LONG},
        help_text="Paste it whole and unchanged. Paste a newer version here too: it becomes a new capture.",
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text=f"A plain text file in UTF-8, at most {MAX_FILE // 1024**2} MB. Any other file (PDF, web page, "
        "recording) is kept as it is, and its text has to be pasted above.",
    )
    text_basis = forms.ChoiceField(
        label="What this text is",
        choices=TextBasis,
        required=False,
        initial=TextBasis.AS_PUBLISHED,
        help_text="A summary yields no quoted words; a translation is named beside every quotation.",
    )
    text_language = language("Language of the text", f"{LANGUAGE_HELP} Empty: as the source's.")
    from_url = AddressField(
        label="Taken from",
        required=False,
        max_length=2000,
        help_text="The web address the text was copied from.",
        widget=widgets.AdminURLFieldWidget,
    )
    translated_from = language("Translated from", f"Only for a translation: {LANGUAGE_HELP}")
    translated_by = LineField(
        label="Translated by",
        required=False,
        max_length=200,
        help_text="Only for a translation: who made it.",
        widget=widgets.AdminTextInputWidget,
    )

    def clean(self):
        cleaned = super().clean()
        self.capture = None
        if "text" in cleaned and "file" in cleaned and "text_basis" in cleaned:
            self._clean_entry(cleaned)
        return cleaned

    def save_capture(self, *, by):
        """Store what was entered as a capture of the source; nothing where nothing was."""
        if self.capture is not None:
            self.capture.source = self.instance
            self.capture.created_by = self.capture.changed_by = by
            self.capture.changed_by_name = by.get_username()
            self.capture.save()

    def _clean_entry(self, cleaned):
        if not cleaned["text"] and not cleaned["file"]:
            self._refuse_without_text(cleaned)
            return
        try:
            self.capture = self._made(cleaned)
        except texts.UnacceptableText as problem:
            self.add_error("file", str(problem))
            return
        self._check(cleaned)

    def _made(self, cleaned):
        """The capture of what was entered, not stored yet; UnacceptableText for a file that is no text by itself."""
        received = _bytes_of(cleaned["file"])
        text = cleaned["text"] or texts.accepted(texts.decode(received))
        if not cleaned["text"] and _media_type(cleaned["file"]) != PLAIN:
            raise texts.UnacceptableText("Only a plain text file is its own text; paste the text of this file above.")
        made = Capture(
            text=text,
            method=CaptureMethod.UPLOADED if received else CaptureMethod.PASTED,
            text_basis=cleaned["text_basis"] or TextBasis.AS_PUBLISHED,
            language=cleaned.get("text_language") or cleaned.get("language", ""),
            from_url=cleaned.get("from_url", ""),
            translated_from=cleaned.get("translated_from", ""),
            translated_by=cleaned.get("translated_by", ""),
        )
        if received and received != text.encode():
            made.file_bytes = received
            made.media_type = _media_type(cleaned["file"])
        return made

    def _check(self, cleaned):
        if len(self.capture.text) > MAX_TEXT:
            self.add_error("file", TOO_LONG % {"show_value": len(self.capture.text), "limit_value": MAX_TEXT})
        if not self.capture.text.strip():
            self.add_error("text", "The text is empty.")
        translation = cleaned["text_basis"] == TextBasis.TRANSLATION
        for name in ("translated_from", "translated_by"):
            if name in cleaned and bool(cleaned[name]) != translation:
                self.add_error(name, "A translation says this." if translation else "Only a translation has this.")
        newest = self.instance.captures.order_by("-number").first() if self.instance.pk else None
        if newest and newest.text_sha256 == texts.sha256(self.capture.text):
            self.add_error("text", f"This is word for word the text of capture {newest.number}; nothing new to keep.")

    def _refuse_without_text(self, cleaned):
        for name in ("text_language", "from_url", "translated_from", "translated_by"):
            if cleaned.get(name):
                self.add_error(name, "There is no text that this could be said of: paste or upload it.")

    def clean_file(self):
        uploaded = self.cleaned_data["file"]
        if uploaded and uploaded.size > MAX_FILE:
            raise forms.ValidationError(f"The file is larger than {MAX_FILE // 1024**2} MB.")
        return uploaded


def _media_type(uploaded):
    """What kind of file it is, by its name; a name without an ending passes for plain text if it is UTF-8."""
    return mimetypes.guess_type(uploaded.name)[0] or (UNKNOWN if "." in uploaded.name else PLAIN)


def _bytes_of(uploaded):
    if not uploaded:
        return b""
    uploaded.seek(0)
    return uploaded.read()
