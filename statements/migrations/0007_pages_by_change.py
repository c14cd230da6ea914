from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class AddIndex(AddIndexConcurrently):
    """Adds an index without keeping anybody from writing meanwhile, where the database can."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        add = super().database_forwards if on_postgresql else super(AddIndexConcurrently, self).database_forwards
        add(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        remove = super().database_backwards if on_postgresql else super(AddIndexConcurrently, self).database_backwards
        remove(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    """An index by when pages last changed, along which harvesters ask for what is new."""

    atomic = False
    dependencies = [("statements", "0006_figures")]

    operations = [
        AddIndex("page", models.Index(name="page_last_changed", fields=["updated_at", "id"])),
    ]
