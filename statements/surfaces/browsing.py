"""Ways into the archive without a search: by year, and by subject."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements.catalogue import subjects
from statements.catalogue.filters import TRACKING
from statements.catalogue.subjects import BY_CLAIMS, BY_DATE, BY_NAME, Subject
from statements.catalogue.years import Period, Years, by_year
from statements.choices import SubjectKind
from statements.surfaces.timeline import Timeline, Track, named, query_for
from statements.surfaces.versions import kept_by_version

AXES = {
    "said": "When it was said",
    "about": "When what it is about happened",
    "published": "When its source was published",
}
KINDS = {
    SubjectKind.EVENT: "Events",
    SubjectKind.PLACE: "Places",
    SubjectKind.INSTRUMENT: "Legal instruments",
    SubjectKind.TOPIC: "Topics",
}
SORTS = {BY_NAME: "by name", BY_DATE: "by date", BY_CLAIMS: "by number of claims"}
FEW, PAGE_SIZE, MOST_LETTERS = 12, 100, 60


@dataclass(frozen=True)
class Link:
    """A period with its number of claims and the query that lists them."""

    name: str
    number: int
    query: str


@dataclass(frozen=True)
class Entry:
    """A subject with its number of claims."""

    subject: Subject
    number: int


@require_safe
@kept_by_version
def years(request: HttpRequest) -> HttpResponse:
    """Decades and years with the number of claims said, about or published then."""
    date = request.GET.get("by") or "said"
    problems = _problems(request.GET, by=AXES)
    counted = Years() if problems else by_year("", date=date)
    context = {
        "problems": problems,
        "axes": [(name, words, name == date) for name, words in AXES.items()],
        "title": AXES.get(date, AXES["said"]),
        "timeline": Timeline([Track("Claims", "", date, counted)]),
        "rows": _rows(counted, date),
        "years": counted,
    }
    return render(request, "statements/years.html", context)


@require_safe
@kept_by_version
def browse(request: HttpRequest) -> HttpResponse:
    """Subjects by kind: a few of each, or all of one."""
    problems = _problems(request.GET, kind=list(KINDS), sort=list(SORTS), letter=(), after=())
    kind = request.GET.get("kind", "")
    if not kind:
        problems += [f"{name}: name a kind as well." for name in ("sort", "letter", "after") if request.GET.get(name)]
    if problems:
        return render(request, "statements/browse.html", {"problems": problems})
    every = subjects.subjects()
    context = _one_kind(request.GET, kind, every) if kind else {"kinds": _kinds(every)}
    return render(request, "statements/browse.html", context)


def _one_kind(params: QueryDict, kind: str, every: list[Subject]) -> dict[str, object]:
    found = [subject for subject in every if subject.kind == kind]
    sort = params.get("sort") or (BY_DATE if kind == SubjectKind.EVENT else BY_NAME)
    counts = subjects.claims_about([subject.ref for subject in found]) if sort == BY_CLAIMS else {}
    letters = sorted({subject.letter for subject in found})
    letter = params.get("letter", "")
    chosen = [subject for subject in found if letter in ("", subject.letter)]
    problems = [] if chosen or not letter else [f"letter: no subject of this kind begins with “{letter[:10]}”."]
    shown, following, problem = _page(subjects.ordered(chosen, sort, counts), params.get("after", ""))
    counts = counts or subjects.claims_about([subject.ref for subject in shown])
    return {
        "problems": [*problems, *problem],
        "kind": kind,
        "title": KINDS[SubjectKind(kind)],
        "number": len(found),
        "sorts": [(name, words, name == sort) for name, words in SORTS.items()],
        "sort": sort,
        "letters": letters if len(letters) <= MOST_LETTERS and len(found) > PAGE_SIZE else [],
        "letter": letter,
        "entries": [Entry(subject, counts.get(subject.ref, 0)) for subject in shown],
        "next_query": _query(params, after=following) if following else "",
    }


def _page(found: list[Subject], after: str) -> tuple[list[Subject], str, list[str]]:
    """The subjects after the one named, the one that the next page comes after, and what is wrong."""
    refs = [subject.ref for subject in found]
    if after and after not in refs:
        return [], "", [f"after: “{after[:40]}” is not a place in this list; start again from the first page."]
    start = refs.index(after) + 1 if after else 0
    shown = found[start : start + PAGE_SIZE]
    return shown, shown[-1].ref if start + PAGE_SIZE < len(found) else "", []


def _kinds(every: list[Subject]) -> list[tuple[str, str, int, list[Entry]]]:
    """A few subjects of each kind with their claims: the latest events, else the first by name."""
    few: dict[SubjectKind, list[Subject]] = {}
    numbers: dict[SubjectKind, int] = {}
    for kind in KINDS:
        found = [subject for subject in every if subject.kind == kind]
        if kind == SubjectKind.EVENT:
            found.sort(key=lambda subject: subject.earliest, reverse=True)
        few[kind], numbers[kind] = found[:FEW], len(found)
    counts = subjects.claims_about([subject.ref for found in few.values() for subject in found])
    return [
        (kind.value, title, numbers[kind], [Entry(subject, counts.get(subject.ref, 0)) for subject in few[kind]])
        for kind, title in KINDS.items()
    ]


def _rows(counted: Years, date: str) -> list[tuple[Link, list[Link]]]:
    """Decades with their years; over more than a thousand years, hundreds with their decades."""
    if counted.extent is None:
        return []
    first, last = counted.extent
    step = 10 if last - first <= 1000 else 100
    inner = counted.periods(step // 10)
    return [
        (_link(outer, date), [_link(period, date) for period in inner if outer.first <= period.first <= outer.last])
        for outer in counted.periods(step)
    ]


def _link(period: Period, date: str) -> Link:
    return Link(named(period.first, period.last), period.number, query_for("", date, period))


def _problems(params: QueryDict, **known: Collection[str]) -> list[str]:
    """What is wrong with the parameters; each known one is given once, and has one of the values named, if any are."""
    found = []
    for name in params:
        value, values = params[name], known.get(name, ())
        if name not in known:
            found += [] if TRACKING.fullmatch(name) else [f"{name[:60]}: there is no such parameter."]
        elif len(params.getlist(name)) > 1:
            found.append(f"{name}: can be given only once.")
        elif value and values and value not in values:
            found.append(f"{name}: “{value[:40]}” is not one of {', '.join(values)}.")
    return found


def _query(params: QueryDict, **changed: str) -> str:
    kept = params.copy()
    for name, value in changed.items():
        kept[name] = value
    return kept.urlencode()
