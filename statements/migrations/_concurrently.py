"""An operation for indexes on tables that may be large; the file is no migration."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class AddIndex(AddIndexConcurrently):
    """Adds an index without keeping anybody from writing meanwhile, where the database can; in no transaction."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._own(schema_editor).database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._own(schema_editor).database_backwards(self, app_label, schema_editor, from_state, to_state)

    def _own(self, schema_editor):
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        return AddIndexConcurrently if is_postgresql else migrations.AddIndex
