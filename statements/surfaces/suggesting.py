"""Suggestions while a name is typed, as JSON for `static/suggest.js`."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from statements.catalogue import suggestions, turning
from statements.surfaces import formats

PARAMETERS = ("kind", "q")
SECONDS_KEPT = 60


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """At most ten records of a kind whose name begins so at any word; what is malformed is status 400 and says why."""
    problems = turning.unknown(list(request.GET), known=PARAMETERS)
    problems += [f"{name}: can be given only once." for name in PARAMETERS if len(request.GET.getlist(name)) > 1]
    kind = request.GET.get("kind", "")
    if kind not in suggestions.ROLES:
        problems.append(f"kind: “{kind[:40]}” is not one of {', '.join(suggestions.ROLES)}.")
    try:
        found = [] if problems else suggestions.suggest(kind, request.GET.get("q", ""))
    except ValueError as problem:
        problems.append(f"q: {problem}")
    if problems:
        return formats.problem(400, problems)
    response = JsonResponse({"suggestions": [asdict(one) for one in found]})
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response
