"""A holder whom the archive does not know yet: named on the link, and made an agent when the claim is stored."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget

from statements import names
from statements.admin.forms import LineField
from statements.desk.agents import NOBODY, Agent, AgentName

NEW = "holder_new"
ADD_AGENT = "statements.add_agent"
KNOWN = "There is an agent of that name already ({}); choose it above, or add a namesake under Agents."


def new_agent_field() -> forms.Field:
    """The field in which a new agent is named."""
    return LineField(
        label="Or a new agent",
        required=False,
        max_length=AgentName._meta.get_field("name").max_length,
        help_text="Only where the search finds nobody: the full name. Saving the claim adds the agent.",
        widget=AdminTextInputWidget,
    )


def new_name_problems(name: str, *, by):
    """Why this user cannot add an agent under this name."""
    if by is None or not by.has_perm(ADD_AGENT):
        yield "Your role does not add agents."
    folded = names.fold(name)
    known = Agent.objects.filter(names__folded=folded).first() if folded else None
    if known is not None:
        yield KNOWN.format(known.ref)
    if folded in NOBODY or not folded:
        yield "Nobody is called that; leave it empty, and give the words used here."


def new_agent(name: str, *, kind: str, language: str, by) -> Agent:
    """A draft of an agent with this one name, entered by this user."""
    agent = Agent.objects.create(kind=kind, created_by=by, changed_by=by, changed_by_name=by.get_username())
    agent.names.create(name=name, language=language, preferred=True)
    return agent
