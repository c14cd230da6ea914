"""How the desk's forms show the fields of models: texts as typed, records that can be told from namesakes."""

from statements.admin.forms import DESK_FIELDS, RecordChoice


def date_fieldset(prefix, title, *, classes=()):
    """The four parts of one date as a fieldset of their own."""
    fields = [f"{prefix}_{part}" for part in ("edtf", "as_written", "basis", "why")]
    return (title, {"fields": fields, "classes": classes})


class DeskFields:
    """Shared by the admins of records and of their parts."""

    formfield_overrides = DESK_FIELDS

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and db_field.name in getattr(self, "help_texts", {}):
            field.help_text = self.help_texts[db_field.name]
        return field

    def formfield_for_foreignkey(self, db_field, request, **options):
        model = db_field.remote_field.model
        desk = self.admin_site.get_model_admin(model) if self.admin_site.is_registered(model) else None
        if not hasattr(desk, "label"):
            return super().formfield_for_foreignkey(db_field, request, **options)
        field = super().formfield_for_foreignkey(db_field, request, **{"form_class": RecordChoice, **options})
        field.label_from = desk.label
        return field
