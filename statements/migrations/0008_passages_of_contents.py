from django.db import migrations, models


def lift_trigger(apps, schema_editor):
    """SQLite drops no column that a trigger names; all triggers are made anew after every migrate."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS statements_content_no_update")


class Migration(migrations.Migration):
    """Of a text that only excerpts may be shown of, the excerpts that a public package brings."""

    dependencies = [("statements", "0007_pages_by_change")]

    operations = [
        migrations.AddField("content", "passages", models.JSONField(null=True)),
        migrations.RunPython(migrations.RunPython.noop, lift_trigger),
    ]
