from django.db import migrations, models


class Migration(migrations.Migration):
    """An index by when pages last changed, along which harvesters ask for what is new."""

    dependencies = [("statements", "0006_figures")]

    operations = [
        migrations.AddIndex("page", models.Index(name="page_last_changed", fields=["updated_at", "id"])),
    ]
