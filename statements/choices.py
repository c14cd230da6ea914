"""The closed vocabularies of the archive; the words are those of the field (see docs/architecture.md)."""

from django.db.models import TextChoices


class RecordKind(TextChoices):
    """The six kinds of record that have an address and revisions of their own."""

    CLAIM = "claim"
    STATEMENT = "statement"
    SOURCE = "source"
    AGENT = "agent"
    SUBJECT = "subject"
    CAPTURE = "capture"


class DeskState(TextChoices):
    """Where a desk record stands on its way to the public."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"
    MERGED = "merged", "merged into another"


class ChangeKind(TextChoices):
    """What a change of the desk did to a record."""

    ADDED = "added", "added"
    CHANGED = "changed", "changed"
    DELETED = "deleted", "deleted"
    MOVED = "moved", "moved on, its content unchanged"


class CommentKind(TextChoices):
    """What a comment on a record is, or came with."""

    COMMENT = "comment", "comment"
    SUBMIT = "submit", "sent to review"
    SEND_BACK = "send_back", "sent back"


class Act(TextChoices):
    """What a revision did to its record."""

    PUBLISH = "publish", "published"
    AMEND = "amend", "amended"
    REASSIGN = "reassign", "attribution reassigned"
    WITHDRAW = "withdraw", "withdrawn"
    RESTORE = "restore", "restored"
    MERGE = "merge", "merged"
    ERASE = "erase", "erased"


class ProposedAct(TextChoices):
    """An act on several records that one person proposes and another approves."""

    REASSIGN = "reassign", "reassignment"
    MERGE = "merge", "merge"
    UNDO = "undo", "undoing of a merge"
    SPLIT = "split", "split"


class ProposalState(TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", "waiting for a second person"
    DONE = "done", "done"
    SENT_BACK = "sent_back", "sent back"
    TAKEN_BACK = "taken_back", "taken back"


class PageState(TextChoices):
    """What a visitor finds at a record's address."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class ClaimKind(TextChoices):
    """What sort of content a claim has."""

    EVENT = "event", "event"
    CIRCUMSTANCE = "circumstance", "circumstance"
    FIGURE = "figure", "figure"
    CAUSE = "cause", "cause"
    RESPONSIBILITY = "responsibility", "responsibility"
    LEGAL = "legal", "legal"
    CHARACTERISATION = "characterisation", "characterisation"
    REPORT = "report", "report"
    POSITION = "position", "position"
    OTHER = "other", "other"


CLAIM_KIND_HELP = {
    ClaimKind.EVENT: "something is said to have happened",
    ClaimKind.CIRCUMSTANCE: "a state of things round an event: who lived there, what was known, who was in charge",
    ClaimKind.FIGURE: "the claim is mainly a number, count or measure",
    ClaimKind.CAUSE: "why something is said to have happened",
    ClaimKind.RESPONSIBILITY: "who is said to have done, ordered or allowed it",
    ClaimKind.LEGAL: "a legal description, ruling, duty or breach",
    ClaimKind.CHARACTERISATION: "a judgement or description of acts, people or bodies",
    ClaimKind.REPORT: "that somebody said, wrote or adopted something",
    ClaimKind.POSITION: "what a body or person wants, intends, believes or calls for",
    ClaimKind.OTHER: "none of these; say in the paraphrase what it is",
}


class Mode(TextChoices):
    """Are this claim's words given here as this holder's own? A claim's mode is that of its last link."""

    DIRECT = "direct", "direct quotation"
    MIXED = "mixed", "paraphrase with quoted words"
    INDIRECT = "indirect", "paraphrase"
    OWN = "own", "own publication"
    NONE = "none", "no attribution stated"


LINK_MODES = [(mode.value, mode.label) for mode in Mode if mode is not Mode.NONE]


class Polarity(TextChoices):
    """Whether a link says that its holder did, or did not, say so."""

    DID = "did", "did say"
    NOT = "not", "did not say"


class HolderKind(TextChoices):
    """Who a link ascribes the content to."""

    PERSON = "person", "person"
    BODY = "body", "body"
    UNNAMED = "unnamed", "unnamed (an official, 17 countries)"
    GENERIC = "generic", "generic (it is said, the residents)"
    WORK = "work", "work (only where nothing says whose it is)"


IDENTIFIABLE_HOLDERS = (HolderKind.PERSON, HolderKind.BODY)


class AgentKind(TextChoices):
    """A person, or any body that can speak."""

    PERSON = "person", "person"
    BODY = "body", "body"


class SubjectKind(TextChoices):
    """What a claim can be about."""

    EVENT = "event", "event"
    PLACE = "place", "place"
    INSTRUMENT = "instrument", "legal instrument"
    TOPIC = "topic", "topic"


class SourceKind(TextChoices):
    """What sort of published item a source is."""

    ARTICLE = "article", "news article"
    PRESS_RELEASE = "press_release", "press release"
    BOOK = "book", "book"
    JUDGMENT = "judgment", "judgment"
    RESOLUTION = "resolution", "resolution"
    SPEECH = "speech", "speech"
    TRANSCRIPT = "transcript", "transcript"
    BROADCAST = "broadcast", "broadcast"
    POST = "post", "post"
    REPORT = "report", "report"
    WEB_PAGE = "web_page", "web page"
    OTHER = "other", "publication"


class Display(TextChoices):
    """How much of a capture's text visitors may read."""

    FULL = "full", "the whole text"
    PASSAGES = "passages", "only passages with claims"
    NONE = "none", "no text, only claims"


class TextBasis(TextChoices):
    """What the plain text of a capture is."""

    AS_PUBLISHED = "as_published", "text as published"
    TRANSCRIPTION = "transcription", "transcription"
    TRANSLATION = "translation", "translation"
    SUMMARY = "summary", "summary by this archive"


class CaptureMethod(TextChoices):
    """How the archive came by a copy."""

    PASTED = "pasted", "pasted by a curator"
    UPLOADED = "uploaded", "uploaded file"
    IMPORTED = "imported", "imported"


class DateBasis(TextChoices):
    """How a date is known; empty where no date is given."""

    STATED = "stated", "stated"
    INFERRED = "inferred", "inferred"
    METADATA = "metadata", "from metadata"


class SpanRole(TextChoices):
    """What the words of a span are."""

    WORDS = "words", "the claim's words"
    QUOTED = "quoted", "quoted part"
    CUE = "cue", "cue"
    HOLDER = "holder", "holder's name"
    FIGURE = "figure", "figure"
    DATE = "date", "date"


class Qualifier(TextChoices):
    """The normalised form of a figure's qualifying words."""

    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    MORE_THAN = "more_than", "more than"
    UP_TO = "up_to", "up to"
    EXACTLY = "exactly", "exactly"


class FigureTie(TextChoices):
    """How a figure stands to another of the same source."""

    PART_OF = "part_of", "included in the other figure"
    OUT_OF = "out_of", "out of the other figure"


class RelationKind(TextChoices):
    """How one claim stands to another, as a named source says."""

    REPEATS = "repeats", "repeats"
    AGREES_WITH = "agrees_with", "agrees with"
    DISPUTES = "disputes", "disputes"
    QUALIFIES = "qualifies", "qualifies"
    CORRECTS = "corrects", "corrects"
    RETRACTS = "retracts", "retracts"
    REPLIES_TO = "replies_to", "replies to"
    DENIES_ATTRIBUTION = "denies_attribution", "denies the attribution of"
