from django.apps import AppConfig
from django.db.models.signals import post_migrate


def guard_record(using, plan=(), **kwargs):
    """Create the triggers of the record anew: a later change of its tables drops them silently on SQLite.

    After going back to earlier tables, that is for the code that knew them.
    """
    from statements.record import triggers  # models are not loaded yet when this module is

    is_back = any(backwards for _, backwards in plan)
    if triggers.tables_exist(using) and not is_back:
        triggers.create(using)


def index_words(using, **kwargs):
    """Make what of the search indexes is missing: a later change of their rows drops triggers silently on SQLite."""
    from statements.catalogue import index  # models are not loaded yet when this module is

    index.create(using)


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statement archive"

    def ready(self) -> None:
        """Guard the record and index words after every migrate, and keep the history of every desk record."""
        from statements.desk import history  # models are not loaded yet when this module is

        history.register()
        post_migrate.connect(guard_record, sender=self)
        post_migrate.connect(index_words, sender=self)
