"""What a model or the database refused, as sentences for a form."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError

from statements.desk.restoring import holding

RACE = (
    "The database refused this: somebody may have saved the same at the same moment. Look at the list, then save again."
)


def words(problem):
    """One sentence for each thing that was refused; never empty."""
    if isinstance(problem, ValidationError):
        return [str(message) for message in problem.messages]
    if isinstance(problem, ProtectedError | RestrictedError):
        return [f"It cannot be removed, because others name it: {holding(problem)}."]
    if isinstance(problem, IntegrityError):
        return [_constraint_message(str(problem))]
    return [str(problem)]


def _constraint_message(reported):
    for model in apps.get_app_config("statements").get_models():
        for constraint in model._meta.constraints:
            if constraint.name in reported:
                return str(constraint.get_violation_error_message())
    return RACE
