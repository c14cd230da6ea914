"""Texts that records are found by, names that are suggested, and the words of claims; the index as in 0002."""

import django.db.models.deletion
from django.db import migrations, models

MAKE = [
    """
    ALTER TABLE statements_findabletext ADD COLUMN search_vector tsvector
    GENERATED ALWAYS AS (statements_search_vector(search_words, search_names)) STORED
    """,
    "CREATE INDEX statements_findabletext_search ON statements_findabletext USING gin (search_vector)",
]
DROP_ON_POSTGRESQL = [
    "DROP INDEX IF EXISTS statements_findabletext_search",
    "ALTER TABLE statements_findabletext DROP COLUMN IF EXISTS search_vector",
]
DROP_ON_SQLITE = [
    "DROP TRIGGER IF EXISTS statements_findabletext_fts_insert",
    "DROP TRIGGER IF EXISTS statements_findabletext_fts_delete",
    "DROP TRIGGER IF EXISTS statements_findabletext_fts_update",
    "DROP TABLE IF EXISTS statements_findabletext_fts",
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in MAKE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in DROP_ON_POSTGRESQL if on_postgresql else DROP_ON_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0002_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='WordTrigram',
            fields=[
                ('pk', models.CompositePrimaryKey('trigram', 'letters', 'word', blank=True, editable=False, primary_key=True, serialize=False)),
                ('trigram', models.CharField(max_length=3)),
                ('letters', models.PositiveSmallIntegerField()),
                ('word', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('claims', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('claims__gt', 0)), name='search_word_held')],
            },
        ),
        migrations.CreateModel(
            name='FindableText',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('part', models.PositiveIntegerField()),
                ('ref', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=10)),
                ('shown', models.JSONField()),
                ('search_words', models.TextField()),
                ('search_names', models.TextField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findable_texts', to='statements.page')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', '-page', 'part'], name='findable_text_newest')],
                'constraints': [models.UniqueConstraint(fields=('page', 'part'), name='findable_text_once')],
            },
        ),
        migrations.CreateModel(
            name='SuggestedName',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('part', models.PositiveIntegerField()),
                ('ref', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=10)),
                ('start', models.CharField(max_length=120)),
                ('is_whole', models.BooleanField()),
                ('label', models.TextField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggested_names', to='statements.page')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'start'], name='suggested_name_start', opclasses=['varchar_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(fields=('page', 'part'), name='suggested_name_once')],
            },
        ),
        migrations.RunPython(make, drop),
    ]
