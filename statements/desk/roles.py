"""Who may do what at the desk: the roles, kept as Django groups."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission

CONTRIBUTOR = "Contributor"
CURATOR = "Curator"
PUBLISHER = "Publisher"
ADMINISTRATOR = "Administrator"
VIEW_PROPOSALS = "statements.view_proposal"

DESK_RECORDS = (
    "agent",
    "agentname",
    "capture",
    "claim",
    "claimsubject",
    "doubt",
    "figure",
    "holder",
    "link",
    "relation",
    "source",
    "sourceauthor",
    "span",
    "statement",
    "statementspeaker",
    "subject",
    "subjectname",
)


def _desk(*acts: str) -> frozenset[str]:
    return frozenset(f"statements.{act}_{record}" for act in acts for record in DESK_RECORDS)


# What each role may do. Two limits are not permissions but checks at the desk: a Contributor edits only
# and deletes only their own drafts, and nothing that was ever published can be deleted.
ROLES = {
    CONTRIBUTOR: _desk("view", "add", "change", "delete") | {VIEW_PROPOSALS},
    CURATOR: _desk("view", "add", "change", "delete") | {VIEW_PROPOSALS, "statements.edit_any_draft"},
    PUBLISHER: _desk("view", "add", "change", "delete")
    | {VIEW_PROPOSALS, "statements.edit_any_draft", "statements.publish_records"},
    ADMINISTRATOR: frozenset({"auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group"}),
}


def create_roles() -> None:
    """Make the groups grant exactly what ROLES says; LookupError where a permission does not exist."""
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in _permissions(frozenset().union(*ROLES.values()))}
    for role, granted in ROLES.items():
        missing = granted - known.keys()
        if missing:
            raise LookupError(f"The role {role} names permissions that do not exist: {', '.join(sorted(missing))}")
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in granted)


def _permissions(names: Iterable[str]) -> Iterable[Permission]:
    labels, codenames = zip(*(name.split(".") for name in names), strict=True)
    return Permission.objects.filter(content_type__app_label__in=labels, codename__in=codenames).select_related(
        "content_type"
    )
