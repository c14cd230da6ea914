from django.db import migrations, models

from statements.migrations._concurrently import AddIndex


class Migration(migrations.Migration):
    """An index by when pages last changed, along which harvesters ask for what is new."""

    atomic = False
    dependencies = [("statements", "0006_figures")]

    operations = [
        AddIndex("page", models.Index(name="page_last_changed", fields=["updated_at", "id"])),
    ]
