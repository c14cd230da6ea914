"""What every form of the desk keeps: texts as typed, the version token, the reason, and the order of rows."""

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from statements import texts
from statements.admin import conflicts
from statements.admin.choosing import ReadAtOnce

NOT_CHANGES = {"token", "why"}
LAST = 9_999
ASIDE = 20_000
LONGEST_REASON = 500


class LineField(forms.CharField):
    """One line of text: white space around it goes, the rest is brought to the archive's normal form or refused."""

    def to_python(self, value):
        return accepted(super().to_python(value))


class TextField(LineField):
    """Several lines of text, of which nothing is stripped: offsets count from the first character pasted."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "strip": False})


class AddressField(forms.URLField):
    """A web address; without a scheme it is taken for https."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"assume_scheme": "https", **options})

    def to_python(self, value):
        return super().to_python(accepted(value) if isinstance(value, str) else value)


def accepted(value):
    """The text in its normal form; a form error where no text can hold it."""
    try:
        return texts.accepted(value or "")
    except texts.UnacceptableText as problem:
        raise ValidationError(str(problem), code="unacceptable") from problem


DESK_FIELDS = {
    models.CharField: {"form_class": LineField, "widget": widgets.AdminTextInputWidget},
    models.TextField: {"form_class": TextField, "widget": widgets.AdminTextareaWidget},
    models.URLField: {"form_class": AddressField, "widget": widgets.AdminURLFieldWidget},
    # One field with a label, where the stock form has two without.
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": widgets.AdminTextInputWidget},
}


class DeskForm(forms.ModelForm):
    """The form of a desk record: refuses a save over somebody else's, and asks why a published record changes.

    `request` is set by DeskAdmin.get_form; `refused` on the request holds what a save of this form met in the models.
    """

    request = None
    token = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = LineField(
        label="Reason for this change",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Kept in the desk's history, not shown to visitors. Required once the record has been published.",
        error_messages={"required": "It has been published: say why it changes."},
        widget=widgets.AdminTextInputWidget,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.is_stale = False
        self.initial["token"] = self.instance.version
        self.fields["why"].required = bool(self.instance.revision)

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name not in NOT_CHANGES]

    def clean(self):
        cleaned = super().clean()
        for message in getattr(self.request, "refused", ()):
            self.add_error(None, message)
        if self.instance.pk:
            self._check_token(cleaned.get("token"))
        return cleaned

    def _check_token(self, token):
        now = self.instance.version
        if token == now:
            return
        self.is_stale = True
        self.add_error(None, ValidationError(conflicts.message(self.instance, token), code="stale"))
        # What was typed can be sent again once both versions were seen, and then replaces this one.
        self.data = self.data.copy()
        self.data[self.add_prefix("token")] = now


class DeskPart(forms.ModelForm):
    """The form of a part of a desk record, in an inline."""


class OrderedPart(DeskPart):
    """A part with a place among its siblings, which the rows' order on the page gives it."""

    position = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "order-position"}),
        help_text="1 comes first. The buttons move a row; so does a number typed here.",
    )

    class Meta:
        # The formset gives the final place: two rows that change places would refuse each other one by one.
        exclude = ("position",)  # noqa: DJ006 - the inline names its fields

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial.setdefault("position", self.instance.position)

    @property
    def changed_data(self):
        return [name for name in super().changed_data if name != "position" or self.instance.pk]


class DeskFormSet(ReadAtOnce, forms.BaseInlineFormSet):
    """The rows of an inline; one that somebody removed in the meantime is kept as a new one, and nothing is lost."""

    def __init__(self, data=None, files=None, instance=None, save_as_new=False, prefix=None, queryset=None, **options):
        self.gone = []
        if data is not None and instance is not None and instance.pk:
            kept = {str(key) for key in queryset.filter(**{self.fk.name: instance}).values_list("pk", flat=True)}
            data, self.gone = conflicts.rebased(data, prefix or self.get_default_prefix(), kept)
        super().__init__(data, files, instance, save_as_new, prefix, queryset, **options)

    def _construct_form(self, i, **options):
        form = super()._construct_form(i, **options)
        form.is_gone = i in self.gone
        return form

    def kept(self):
        """The forms whose rows are to stay, in the order of the page."""
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        return [form for form in rows if not self.is_removed(form)]

    def is_removed(self, form):
        """Whether the row was ticked for deletion."""
        return bool(self.can_delete and self._should_delete_form(form))

    def siblings(self):
        """All stored rows of the record, those this page never showed included."""
        return self.model._default_manager.filter(**{self.fk.name: self.instance})


class OrderedFormSet(DeskFormSet):
    """Rows numbered 1..n by the positions typed; rows without one come last, in the order of the page."""

    def save(self, commit=True):
        saved = super().save(commit=commit)
        if commit and self.has_changed():
            self._number()
        return saved

    def save_new(self, form, commit=True):
        form.instance.position = LAST + 1 + self.forms.index(form)
        return super().save_new(form, commit=commit)

    def _number(self):
        rows = [form.instance for form in sorted(self.kept(), key=_place)]
        rows += self.siblings().exclude(pk__in=[row.pk for row in rows]).order_by("position", "pk")
        self.siblings().update(position=F("position") + ASIDE)
        for position, row in enumerate(rows, start=1):
            row.position = position
            row.save(update_fields=["position"])


def _place(form):
    position = form.cleaned_data.get("position")
    return LAST + 1 if position is None else position


class NamePart(DeskPart):
    """A name; the formset sees to it that one at most is the form used on pages."""

    preferred = forms.BooleanField(
        label="the form used on pages",
        required=False,
        help_text="Tick one. In doubt the name the body or person uses in English.",
    )

    class Meta:
        # A tick that moves from one row to another would be refused one row at a time.
        exclude = ("preferred",)  # noqa: DJ006 - the inline names its fields

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial.setdefault("preferred", self.instance.preferred)


class NameFormSet(DeskFormSet):
    """Names, of which one at most is preferred, and at least one is given."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        if not self.kept():
            raise ValidationError("Give at least one name.")
        if len(self._chosen()) > 1:
            raise ValidationError("Only one name can be the form used on pages.")

    def save(self, commit=True):
        saved = super().save(commit=commit)
        if commit and self.has_changed():
            self._prefer({form.instance.pk for form in self._chosen()})
        return saved

    def _chosen(self):
        return [form for form in self.kept() if form.cleaned_data.get("preferred")]

    def _prefer(self, keys):
        before = self.siblings().filter(preferred=True).exclude(pk__in=keys)
        for name, preferred in [
            *((name, False) for name in before),
            *((name, True) for name in self.siblings().filter(pk__in=keys)),
        ]:
            name.preferred = preferred
            name.save(update_fields=["preferred"])
