"""Storing where a claim's words and what its parts name stand; what stands where it stood is left alone."""

from collections import defaultdict

from statements.admin.claim_pointing import pointed_places
from statements.choices import SpanRole
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.figures import Figure

PARTS = ("link_id", "holder_id", "figure_id", "doubt_id")


def record_spans(claim, entry):
    """Bring a stored claim's spans up to what was entered: words, quoted parts, cues, names, figures and its date."""
    keeper = _Keeper(claim, entry)
    keeper.keep(SpanRole.WORDS, entry.words)
    keeper.keep(SpanRole.QUOTED, entry.quoted)
    keeper.anchor(SpanRole.DATE, claim.about_as_written)
    links = list(Link.objects.filter(claim=claim))
    mode = links[-1].mode if links else ""
    for link in links:
        keeper.anchor(SpanRole.CUE, link.cue, mode=mode, link_id=link.pk)
    for holder in Holder.objects.filter(link__claim=claim):
        keeper.anchor(SpanRole.HOLDER, holder.as_named, mode=mode, holder_id=holder.pk)
    for doubt in Doubt.objects.filter(claim=claim):
        keeper.anchor(SpanRole.CUE, doubt.cue, mode=mode, doubt_id=doubt.pk)
        keeper.anchor(SpanRole.HOLDER, doubt.as_named, mode=mode, doubt_id=doubt.pk)
    taken = []
    for figure in Figure.objects.filter(claim=claim):
        taken.append(keeper.anchor(SpanRole.FIGURE, figure.as_written, taken=tuple(taken), figure_id=figure.pk))
    keeper.drop_the_rest()


class _Keeper:
    """A claim's spans by role and part, each group compared with what it should be."""

    def __init__(self, claim, entry):
        self.claim, self.entry = claim, entry
        self.pointed = pointed_places(entry)
        self.recorded = defaultdict(list)
        for span in Span.objects.filter(claim=claim):
            self.recorded[span.role, *(getattr(span, part) for part in PARTS)].append(span)

    def anchor(self, role, words, *, mode="", taken=(), **part):
        place = self._place(role, words, mode=mode, taken=taken, part=part)
        self.keep(role, place.pieces if place else (), **part)
        return place

    def _place(self, role, words, *, mode, taken, part):
        pointed = [self.pointed.get((role, name, key)) for name, key in part.items()]
        if any(pointed):
            return pointed[0]
        kept = [(span.start, span.end) for span in self._group(role, part) if self._stands(span)]
        return self.entry.place(words, mode=mode, kept=kept, taken=[found for found in taken if found])

    def keep(self, role, stretches, **part):
        missing = set(stretches)
        for span in self._group(role, part):
            if self._stands(span) and (span.start, span.end) in missing:
                missing.remove((span.start, span.end))
            else:
                span.delete()
        self.recorded.pop(self._key(role, part), None)
        for start, end in sorted(missing):
            Span.objects.create(
                claim=self.claim,
                capture=self.entry.capture,
                role=role,
                start=start,
                end=end,
                exact=self.entry.text[start:end],
                **part,
            )

    def drop_the_rest(self):
        for group in self.recorded.values():
            for span in group:
                span.delete()

    def _group(self, role, part):
        return self.recorded.get(self._key(role, part), [])

    def _key(self, role, part):
        return (role, *(part.get(name) for name in PARTS))

    def _stands(self, span):
        return span.capture_id == self.entry.capture.pk and not span.needs_anchor
