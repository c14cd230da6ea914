"""A claim's parts laid out for the marking screen: what a curator types most stands open, close together."""

from statements.admin.claim_inlines import (
    DoubtInline,
    FigureInline,
    JointHolderInline,
    LinkInline,
    RelationInline,
    SubjectInline,
)


class MarkedLinks(LinkInline):
    verbose_name_plural = "stated attribution · from the writer outward"
    guidance = ""
    readonly_fields = ()
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("holder_agent", "holder_new", "mode"),
                    ("holder_as_named", "cue", "holder_kind"),
                    ("holder_reason", "statement"),
                    ("cited_work", "locator"),
                )
            },
        ),
        (
            "More of this link",
            {
                "fields": (
                    ("cited_as", "holder_count"),
                    "polarity",
                    ("said_edtf", "said_as_written"),
                    ("said_basis", "said_why"),
                ),
                "classes": ("collapse",),
            },
        ),
        (None, {"fields": ("position",)}),
    )

    def get_fieldsets(self, request, obj=None):
        return super(LinkInline, self).get_fieldsets(request, obj)

    def get_extra(self, request, obj=None, **options):
        """Nothing blank beside links that are there; a button adds one."""
        if obj is not None:
            return 0
        return len(self.initial_rows(request)) or self.extra


class MarkedFigures(FigureInline):
    readonly_fields = ()
    fields = (
        ("as_written", "low", "high"),
        ("qualifier", "qualifier_words", "measure", "unit"),
        ("tie", "tied_here", "tied_to"),
    )
    extra = 0


class MarkedSubjects(SubjectInline):
    def get_extra(self, request, obj=None, **options):
        return 0 if obj is not None and obj.claim_subjects.exists() else 1


class MarkedJointHolders(JointHolderInline):
    readonly_fields = ()
    fields = (("kind", "agent", "link_number"), ("as_named", "count"), "reason")
    extra = 0


class MarkedDoubts(DoubtInline):
    readonly_fields = ()
    fields = (("kind", "agent", "after_position"), ("as_named", "cue"), "reason")
    extra = 0


class MarkedRelations(RelationInline):
    fields = (("kind", "to"), ("stated_by", "locator"))
    extra = 0


MARKED_PARTS = (MarkedLinks, MarkedFigures, MarkedSubjects, MarkedJointHolders, MarkedDoubts, MarkedRelations)
