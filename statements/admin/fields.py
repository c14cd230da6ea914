"""How the desk's forms show the fields of models: texts as typed, records that can be told from namesakes."""

from django.conf import settings
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.html import format_html, format_html_join

from statements import texts
from statements.admin.choosing import RecordChoice, RecordSelect
from statements.admin.forms import DESK_FIELDS
from statements.desk.text_fields import is_language


def date_fieldset(prefix, title, *, classes=()):
    """The four parts of one date as a fieldset of their own."""
    fields = [f"{prefix}_{part}" for part in ("edtf", "as_written", "basis", "why")]
    return (title, {"fields": fields, "classes": classes})


class LanguageInput(AdminTextInputWidget):
    """A text box for any language tag, offering the languages of the site first."""

    def render(self, name, value, attrs=None, renderer=None):
        offered = f"{(attrs or {}).get('id', name)}-offered"
        box = super().render(name, value, {**(attrs or {}), "list": offered}, renderer)
        tags = ((tag, texts.language_name(tag)) for tag in settings.SITE_LANGUAGES)
        options = format_html_join("", '<option value="{}">{}</option>', tags)
        return format_html('{}<datalist id="{}">{}</datalist>', box, offered, options)


class DeskFields:
    """Shared by the admins of records and of their parts."""

    formfield_overrides = DESK_FIELDS

    def formfield_for_dbfield(self, db_field, request, **options):
        if is_language in db_field.validators:
            options.setdefault("widget", LanguageInput)
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and db_field.name in getattr(self, "help_texts", {}):
            field.help_text = self.help_texts[db_field.name]
        return field

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", RecordSelect(db_field, self.admin_site, using=options.get("using")))
        model = db_field.remote_field.model
        desk = self.admin_site.get_model_admin(model) if self.admin_site.is_registered(model) else None
        if not hasattr(desk, "label"):
            return super().formfield_for_foreignkey(db_field, request, **options)
        field = super().formfield_for_foreignkey(db_field, request, **{"form_class": RecordChoice, **options})
        field.label_from = desk.label
        return field
