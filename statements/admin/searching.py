"""Searching the desk's lists: folded like the public search, and bounded, so that no query can hurt the database."""

from django.contrib import messages
from django.db.models import Q

from statements import names, refs

MAX_TERMS = 20
MAX_SEARCH = 200
LOOKUPS = ("", "__exact", "__isnull", "__gte", "__lt", "__id__exact")


class LimitedSearch:
    """Search in `search_fields`; a field named `folded` is compared with the folded words. Only listed filters work."""

    def lookup_allowed(self, lookup, value, request):
        allowed = {f"{name}{suffix}" for name in map(_field_of, self.get_list_filter(request)) for suffix in LOOKUPS}
        return lookup in allowed and super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        term, cut = bounded(search_term)
        if cut and hasattr(request, "_messages"):
            self.message_user(request, f"Only the first {MAX_TERMS} words were searched for.", messages.WARNING)
        ref = refs.canonical(term)
        if ref:
            return queryset.filter(ref=ref), False
        found = Q()
        for word in term.split():
            found &= self._holds(word, request)
        return queryset.filter(found), any("__" in name for name in self.get_search_fields(request))

    def _holds(self, word, request):
        folded = names.fold(word) or word
        found = Q()
        for name in self.get_search_fields(request):
            found |= Q(**{f"{name}__icontains": folded if name.endswith("folded") else word})
        return found


def bounded(term):
    """The term cut to what is searched, and whether anything was cut."""
    words = term[:MAX_SEARCH].split()
    return " ".join(words[:MAX_TERMS]), len(term) > MAX_SEARCH or len(words) > MAX_TERMS


def _field_of(listed):
    return listed[0] if isinstance(listed, tuple) else getattr(listed, "parameter_name", listed)
