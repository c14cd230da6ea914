"""Keep a claim's words beside the rest of its row on PostgreSQL, where a search reads a thousand of them.

Rows of more than 2 kB would be packed and put aside. A change of the catalogue of tables only; rows follow as they
are written, `rebuild_catalogue` brings all of them at once.
"""

from django.db import migrations


def set_target(apps, schema_editor, setting="SET (toast_tuple_target = 8160)"):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE statements_claimrow {setting}")


def reset_target(apps, schema_editor):
    set_target(apps, schema_editor, "RESET (toast_tuple_target)")


class Migration(migrations.Migration):
    dependencies = [("statements", "0004_claim_keys")]

    operations = [migrations.RunPython(set_target, reset_target)]
