from django.db import migrations, models

from statements.migrations._concurrently import AddIndex


class Migration(migrations.Migration):
    """An index by act, along which corrections are read."""

    atomic = False
    dependencies = [("statements", "0010_review")]

    operations = [
        AddIndex("revision", models.Index(name="revision_act_number", fields=["act", "number"])),
    ]
