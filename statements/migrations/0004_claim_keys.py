"""What claims are filtered and counted by; `rebuild_catalogue` fills it where there are claims already."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0003_found_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimKeys',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='keys', serialize=False, to='statements.page')),
                ('fixed', models.BinaryField()),
                ('named', models.BinaryField()),
            ],
        ),
    ]
