"""Pages about the site itself: what the archive is, and whether it can be read."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from statements.choices import CLAIM_KIND_HELP, Mode

MODE_HELP = {
    Mode.DIRECT: "the source gives these words as the speaker’s own",
    Mode.MIXED: "the source gives only the underlined parts as the speaker’s own",
    Mode.INDIRECT: "the source reports the content in words of its own",
    Mode.OWN: "the speaker published the source, for example a press release or a judgment",
    Mode.NONE: "the source puts the content down to nobody; it is the writer’s own voice",
}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the archive is and is not, and how to read a record."""
    context = {
        "modes": [(mode.value, mode.label, MODE_HELP[mode]) for mode in Mode],
        "kinds": [(kind.label, help_text) for kind, help_text in CLAIM_KIND_HELP.items()],
    }
    return render(request, "statements/about.html", context)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """`ok` while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
