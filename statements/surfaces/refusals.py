"""Requests that no page can answer, refused in one place, in plain words, before any of them is read."""

import time
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg.errors import QueryCanceled

from statements.surfaces import formats

MAX_QUERY = 8000
STEPS = 10_000  # of SQLite's machine between two looks at the clock
TOO_LONG = "This question would take the archive too long to answer."
WRITTEN_METHODS = ("POST", "PUT", "PATCH")


class RefuseBadInput:
    """Refuses long query strings (414), large bodies (413), and NUL or lone surrogates anywhere (400).

    A database that cannot be reached is 503 with Retry-After, never a 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY:
            return refusal(request, 414, f"The query is longer than {MAX_QUERY:,} characters; use fewer filters.")
        try:
            problem = _unreadable(request)
        except RequestDataTooBig:
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
            return refusal(
                request, 413, f"More than {limit} MB were sent; send the text in parts, or upload it as a file."
            )
        except (TooManyFieldsSent, TooManyFilesSent):
            return refusal(request, 413, "Too many fields were sent in one form; save in smaller steps.")
        return refusal(request, 400, problem) if problem else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a lost or overloaded database with 503; leave everything else to Django."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        if _ran_out_of_time(exception):
            return _later(request, f"{TOO_LONG} Ask for less: more filters, or rarer words.", seconds=30)
        return _later(request, "The archive cannot be read at this moment. Try again in a few seconds.", seconds=5)


class BoundedReading:
    """Ends what a visitor waits for in the database after QUERY_TIMEOUT seconds; a file once begun has no bound.

    PostgreSQL does so itself (see settings); SQLite is asked now and then whether to go on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_bound = settings.QUERY_TIMEOUT and request.method not in WRITTEN_METHODS
        if not is_bound or connection.vendor != "sqlite":
            return self.get_response(request)
        end = time.monotonic() + settings.QUERY_TIMEOUT
        connection.ensure_connection()
        reading = connection.connection
        reading.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            return self.get_response(request)
        finally:
            reading.set_progress_handler(None, 0)


def _later(request: HttpRequest, problem: str, *, seconds: int) -> HttpResponse:
    response = refusal(request, 503, problem)
    response["Retry-After"] = str(seconds)
    return response


def _ran_out_of_time(problem: Exception) -> bool:
    return isinstance(problem.__cause__, QueryCanceled) or "interrupted" in str(problem)


def refusal(request: HttpRequest, status: int, problem: str) -> HttpResponse:
    """A page that says what was wrong, with the status given; at an address for programs no page but JSON or text."""
    if formats.types_at(request.path):
        return formats.refusal(request, status, [problem])
    return render(request, "refused.html", {"problem": problem, "status": status}, status=status)


def _unreadable(request: HttpRequest) -> str:
    """What makes the request unreadable; empty where nothing does."""
    if "\0" in request.path or not _is_text(request.path):
        return "The address holds a character that no text can have."
    if not _is_utf8(request.META.get("QUERY_STRING", "")):
        return "The query is not UTF-8, or holds half a character."
    if request.content_type == "application/x-www-form-urlencoded" and not _is_utf8(request.body):
        return "The form is not UTF-8, or holds half a character."
    parts = _parts(request.GET.lists())
    if request.method in WRITTEN_METHODS:
        parts = [*parts, *_parts(request.POST.lists())]
    for name, value in parts:
        if "\0" in name + value or not _is_text(name + value):
            shown = name[:40].encode(errors="replace").decode()
            return f"“{shown}” holds NUL or half a character, which no text can have."
    return ""


def _parts(lists: Iterable[tuple[str, Sequence[object]]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in lists for value in values if isinstance(value, str)]


def _is_utf8(encoded: str | bytes) -> bool:
    """Whether percent-encoded text is UTF-8; Django would put a replacement character where it is not."""
    try:
        unquote_to_bytes(encoded).decode()
    except UnicodeError:
        return False
    return True


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
