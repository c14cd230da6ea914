"""All models in one place, because Django looks for them here; each lives in the room that knows it."""

from statements.catalogue.figures import FigureRow
from statements.catalogue.findable import FindableText, SuggestedName
from statements.catalogue.models import ClaimKeys, ClaimRow, Mention, Page
from statements.catalogue.words import SearchWord, WordTrigram
from statements.desk.agents import Agent, AgentName
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim, ClaimSubject
from statements.desk.comments import Comment
from statements.desk.dismissals import Dismissal
from statements.desk.figures import Figure
from statements.desk.history import ChangeNote, RecordChange
from statements.desk.preview_links import PreviewLink, PreviewUse
from statements.desk.proposals import Merge, Proposal
from statements.desk.relations import Relation
from statements.desk.review import Approval
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.desk.subjects import Subject, SubjectName
from statements.record.content import Content
from statements.record.revision import Revision

__all__ = [
    "Agent",
    "AgentName",
    "Approval",
    "Capture",
    "ChangeNote",
    "Claim",
    "ClaimKeys",
    "ClaimRow",
    "ClaimSubject",
    "Comment",
    "Content",
    "Dismissal",
    "Doubt",
    "Figure",
    "FigureRow",
    "FindableText",
    "Holder",
    "Link",
    "Mention",
    "Merge",
    "Page",
    "PreviewLink",
    "PreviewUse",
    "Proposal",
    "RecordChange",
    "Relation",
    "Revision",
    "SearchWord",
    "Source",
    "SourceAuthor",
    "Span",
    "Statement",
    "StatementSpeaker",
    "Subject",
    "SubjectName",
    "SuggestedName",
    "WordTrigram",
]
