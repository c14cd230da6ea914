"""Who may use which address: every URL of the site and of the desk has a rule here, or this fails."""

import made
import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse
from reversion.models import Revision as ChangeSet

from statements import publishing
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.comments import Comment
from statements.desk.dismissals import Dismissal
from statements.desk.history import change_set
from statements.desk.preview_links import PreviewLink, make_link
from statements.desk.sources import Source

pytestmark = pytest.mark.django_db

VISITOR, CONTRIBUTOR, CURATOR, PUBLISHER, ADMINISTRATOR = (
    "visitor",
    "contributor",
    "curator",
    "publisher",
    "administrator",
)
ROLES = (VISITOR, CONTRIBUTOR, CURATOR, PUBLISHER, ADMINISTRATOR)
DESK = {CONTRIBUTOR, CURATOR, PUBLISHER}
STAFF = DESK | {ADMINISTRATOR}
RECORDS = ("agent", "capture", "claim", "figure", "proposal", "source", "statement", "subject")

PUBLIC = {
    "home",
    "claims",
    "claims_by",
    "claims_csv",
    "claim_csv",
    "claim_citation",
    "claim_revision_citation",
    "claim_jsonld",
    "annotation",
    "provenance",
    "statement_citation",
    "statement_jsonld",
    "source_citation",
    "source_jsonld",
    "agent_jsonld",
    "claims_atom",
    "source_atom",
    "agent_atom",
    "subject_atom",
    "corrections_atom",
    "oai",
    "oai_schema",
    *("claims_json", "statements_json", "sources_json", "agents_json", "subjects_json"),
    *("claim_json", "statement_json", "source_json", "agent_json", "subject_json"),
    *("card", "oembed", "schema", "openapi"),
    "statements_csv",
    "sources_csv",
    "agents_csv",
    "subjects_csv",
    "corrections",
    "corrections_csv",
    "all_figures_csv",
    "all_figures_manifest",
    "relations_csv",
    "relations_manifest",
    "links_csv",
    "links_manifest",
    "spans_csv",
    "spans_manifest",
    "claims_manifest",
    "statements_manifest",
    "sources_manifest",
    "agents_manifest",
    "subjects_manifest",
    "corrections_manifest",
    "robots",
    "sitemap",
    "sitemap_part",
    "security",
    "claim",
    "claim_revision",
    "statements",
    "statement",
    "wordings",
    "browse",
    "years",
    "sources",
    "source",
    "capture",
    "capture_file",
    "agents",
    "agent",
    "subjects",
    "subject",
    "figures",
    "figures_csv",
    "data",
    "data_archive",
    "csv_metadata",
    "codebook",
    "codebook_table",
    "snapshot_archive",
    "snapshot_manifest",
    "snapshot_changes",
    "suggest",
    "about",
    "healthz",
}
# Admin views by the last part of their name; the record's own permissions are tested in test_admin_records.py.
DESK_VIEWS = {
    "changelist": DESK,
    "add": DESK,
    "history": DESK,
    "delete": DESK,
    "change": DESK,
    "act": DESK,
    "preview": DESK,
    "mark": DESK,
    "mark_claim": DESK,
    "reads": DESK,
    "reads_claim": DESK,
    "dismiss": DESK,
    "review": DESK,
    "links": DESK,
    "likely": DESK,
    "reassign": {CURATOR, PUBLISHER},
    "merge": {CURATOR, PUBLISHER},
    "undo": {CURATOR, PUBLISHER},
    "split": {CURATOR, PUBLISHER},
}
ACCOUNT_VIEWS = {
    "auth_user": {ADMINISTRATOR},
    "auth_group": {ADMINISTRATOR},
}
OTHER_DESK = {
    "statements_capture_text",
    "statements_claim_lookup",
    "change_sets",
    "change_set",
    "review_queue",
    "desk_list",
}
BY_SECRET = {"preview_link"}  # open to whoever knows its secret: tested in test_preview_links.py
STAFF_VIEWS = {"index", "app_list", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}
ANYBODY = {"login", "logout"}


def names_of(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_every_address_has_a_rule():
    without = []
    for name in names_of(get_resolver().url_patterns):
        record, _, view = name.removeprefix("statements_").partition("_")
        desk = name.startswith("statements_") and record in RECORDS and view in DESK_VIEWS
        account = name.startswith(tuple(ACCOUNT_VIEWS))
        if not (desk or account or name in PUBLIC | STAFF_VIEWS | ANYBODY | OTHER_DESK | BY_SECRET):
            without.append(name)

    assert without == []


@pytest.fixture
def users(contributor, curator, publisher, administrator):
    return {CONTRIBUTOR: contributor, CURATOR: curator, PUBLISHER: publisher, ADMINISTRATOR: administrator}


@pytest.fixture
def as_role(client, users):
    def log_in(role):
        if role == VISITOR:
            client.logout()
        else:
            client.force_login(users[role])
        return client

    return log_in


def opened(response):
    """Whether the address was opened, and not answered by a login page or a refusal."""
    return response.status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_the_public_pages_are_open_to_everybody(as_role, role):
    claim = made.claim()
    made.publish(claim)
    client = as_role(role)

    for address in (
        "/",
        "/claims/",
        "/claims.csv",
        f"/claims/{claim.ref}/",
        f"/sources/{claim.capture.source.ref}/",
        "/about/",
    ):
        assert (address, opened(client.get(address))) == (address, True)


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("role", ROLES)
def test_the_desk_is_open_to_its_roles_only(as_role, role, record):
    client = as_role(role)

    assert opened(client.get(reverse(f"admin:statements_{record}_changelist"))) is (role in DESK)


@pytest.mark.parametrize("role", ROLES)
def test_texts_and_look_ups_of_the_desk_are_open_to_its_roles_only(as_role, role):
    capture = made.capture()
    client = as_role(role)

    assert opened(client.get(reverse("admin:statements_capture_text", args=[capture.pk]))) is (role in DESK)
    looked_up = reverse("admin:statements_claim_lookup")
    query = {"app_label": "statements", "model_name": "claim", "field_name": "capture", "term": "x"}
    assert opened(client.get(looked_up, query)) is (role in DESK)


@pytest.mark.parametrize("role", ROLES)
def test_the_marking_screen_is_open_to_the_roles_of_the_desk_only(as_role, role):
    claim = made.claim(paraphrase="CANARY.")
    source = claim.capture.source
    client = as_role(role)

    for name, keys in (("mark", [source.pk]), ("mark_claim", [source.pk, claim.pk])):
        assert opened(client.get(reverse(f"admin:statements_source_{name}", args=keys))) is (role in DESK)


@pytest.mark.parametrize("role", ROLES)
def test_suggestions_are_dismissed_by_the_roles_of_the_desk_only(as_role, role):
    dismiss = reverse("admin:statements_source_dismiss", args=[made.capture().source.pk])

    as_role(role).post(dismiss, {"key": "0" * 64})

    assert Dismissal.objects.exists() is (role in DESK)


@pytest.mark.parametrize(
    ("role", "by", "may"), [(CONTRIBUTOR, "contributor", True), (CONTRIBUTOR, "curator", False), (VISITOR, "x", False)]
)
def test_how_a_draft_would_read_is_told_to_those_who_may_change_it(as_role, role, by, may):
    claim = made.claim(by=by)
    reads = reverse("admin:statements_source_reads_claim", args=[claim.capture.source.pk, claim.pk])

    assert opened(as_role(role).post(reads, {})) is may


@pytest.mark.parametrize("role", ROLES)
def test_the_history_is_read_at_the_desk_only(as_role, role):
    claim, found = changed(by="contributor")
    client = as_role(role)

    assert opened(client.get(reverse("admin:change_sets"))) is (role in DESK)
    assert opened(client.get(reverse("admin:change_set", args=[found.pk]))) is (role in DESK)
    assert opened(client.get(reverse("admin:statements_claim_history", args=[claim.pk]))) is (role in DESK)


@pytest.mark.parametrize("role", ROLES)
def test_reviews_and_lists_are_read_and_comments_written_at_the_desk_only(as_role, role):
    claim = made.claim()
    client, review = as_role(role), reverse("admin:statements_claim_review", args=[claim.pk])

    assert opened(client.get(reverse("admin:review_queue"))) is (role in DESK)
    assert opened(client.get(reverse("admin:desk_list", args=["drafts"]))) is (role in DESK)
    assert opened(client.get(review)) is (role in DESK)
    client.post(review, {"text": "Which mayor?"})
    assert Comment.objects.exists() is (role in DESK)


@pytest.mark.parametrize("by", ["contributor", "curator"])
@pytest.mark.parametrize("role", ROLES)
def test_preview_links_are_made_by_those_who_may_change_or_publish_the_record(as_role, role, by):
    claim = made.claim(by=by)
    client, links = as_role(role), reverse("admin:statements_claim_links", args=[claim.pk])
    may = role in (CURATOR, PUBLISHER) or (role == CONTRIBUTOR and by == "contributor")

    assert opened(client.get(links)) is may
    client.post(links, {"reader": "Editor", "days": "3"})
    assert PreviewLink.objects.exists() is may


@pytest.mark.parametrize("role", ROLES)
def test_a_preview_link_opens_to_everybody_who_has_it_and_to_nobody_without(as_role, role):
    _, secret = make_link(made.claim(), by=made.user("curator"), reader="Editor", days=3)
    client = as_role(role)

    assert opened(client.get(f"/preview/{secret}/"))
    assert client.get(f"/preview/{secret[:-1]}/").status_code == 404


@pytest.mark.parametrize("by", ["contributor", "curator"])
@pytest.mark.parametrize("role", ROLES)
def test_a_change_set_is_restored_by_those_who_may_change_all_its_records(as_role, role, by):
    claim, found = changed(by=by)
    Claim.objects.update(paraphrase="Wrong.")
    client, url = as_role(role), reverse("admin:change_set", args=[found.pk])
    page = client.get(url)
    seen = page.context["seen"] if opened(page) else []

    client.post(url, {"seen": seen, "why": "It was right."})

    may = role in (CURATOR, PUBLISHER) or (role == CONTRIBUTOR and by == "contributor")
    assert (Claim.objects.get().paraphrase == claim.paraphrase) is may


def changed(*, by):
    """A claim and the change set in which somebody wrote it."""
    with change_set(by=made.user(by), through="test"):
        claim = made.claim(by=by)
        Capture.objects.update(created_by=made.user(by))
        Source.objects.update(created_by=made.user(by))
    return claim, ChangeSet.objects.get()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("view", ["auth_user_changelist", "auth_user_add"])
def test_accounts_are_open_to_administrators_only(as_role, role, view):
    assert opened(as_role(role).get(reverse(f"admin:{view}"))) is (role == ADMINISTRATOR)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_and_its_preview_are_read_at_the_desk_only(as_role, role):
    claim = made.claim(paraphrase="CANARY.")
    client = as_role(role)

    assert opened(client.get(reverse("admin:statements_claim_change", args=[claim.pk]))) is (role in DESK)
    assert opened(client.get(reverse("admin:statements_claim_preview", args=[claim.pk]))) is (role in DESK)
    assert client.get(f"/claims/{claim.ref}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "by", "may"),
    [
        (CONTRIBUTOR, "contributor", True),
        (CONTRIBUTOR, "curator", False),
        (CURATOR, "contributor", True),
        (PUBLISHER, "contributor", True),
        (ADMINISTRATOR, "contributor", False),
        (VISITOR, "contributor", False),
    ],
)
def test_drafts_are_changed_by_those_who_wrote_them_and_by_curators(as_role, role, by, may):
    claim = made.claim(by=by)
    client = as_role(role)
    page = client.get(reverse("admin:statements_claim_change", args=[claim.pk]))

    assert (opened(page) and 'name="_save"' in page.content.decode()) is may


@pytest.mark.parametrize(
    ("act", "may"),
    [
        ("submit", {CONTRIBUTOR, CURATOR, PUBLISHER}),
        ("publish", {PUBLISHER}),
        ("send_back", {PUBLISHER}),
        ("withdraw", {PUBLISHER}),
        ("restore", {PUBLISHER}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_acts_are_done_by_those_entitled_only(as_role, role, act, may):
    claim = made.claim(by="contributor")
    page = as_role(role).get(reverse("admin:statements_claim_act", args=[act]), {"ids": claim.pk})

    assert opened(page) is (role in may)
    answer = as_role(role).post(reverse("admin:statements_claim_act", args=[act]), {"ids": claim.pk, "reason": "x"})
    assert answer.status_code in ({200, 302} if role in may else {302, 403})
    if role not in may:
        assert Claim.objects.get(pk=claim.pk).state == "draft"


STATES = ("draft", "in_review", "published", "changed", "withdrawn")
VISITORS_FIND = {"draft": 404, "in_review": 404, "published": 200, "changed": 200, "withdrawn": 410}
# Which of the acts can be carried out on a record in each state; another is refused whoever asks for it.
POSSIBLE = {
    "draft": {"submit"},
    "in_review": {"publish", "send_back"},
    "published": {"withdraw"},
    "changed": {"submit", "withdraw"},
    "withdrawn": {"restore"},
}
MAY = {
    "submit": DESK,
    "publish": {PUBLISHER},
    "send_back": {PUBLISHER},
    "withdraw": {PUBLISHER},
    "restore": {PUBLISHER},
}


def in_state(state):
    """A claim that the contributor wrote and somebody else took to this state."""
    claim = made.claim(by="contributor", paraphrase="First.")
    if state == "in_review":
        publishing.submit([claim], by=made.user("curator"), reason="Ready.")
    if state in ("published", "changed", "withdrawn"):
        made.publish(claim, by="editor")
    claim.refresh_from_db()
    if state == "changed":
        claim.touch(by=made.user("curator"))
    if state == "withdrawn":
        publishing.withdraw([claim], by=made.user("editor"), reason="Asked for.")
    return Claim.objects.get(pk=claim.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_a_record_is_read_by_visitors_in_its_public_states_and_at_the_desk_in_all(as_role, role, state):
    claim = in_state(state)
    client = as_role(role)

    assert client.get(f"/claims/{claim.ref}/").status_code == VISITORS_FIND[state]
    for address in (f"/claims/{claim.ref}.csv", f"/claims/{claim.ref}.json", f"/claims/{claim.ref}/card/"):
        assert client.get(address).status_code == VISITORS_FIND[state]
    assert opened(client.get(reverse("admin:statements_claim_change", args=[claim.pk]))) is (role in DESK)
    assert opened(client.get(reverse("admin:statements_claim_preview", args=[claim.pk]))) is (role in DESK)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_a_record_is_changed_by_who_wrote_it_until_it_is_public_and_by_curators(as_role, role, state):
    claim = in_state(state)

    page = as_role(role).get(reverse("admin:statements_claim_change", args=[claim.pk]))

    may = role in (CURATOR, PUBLISHER) or (role == CONTRIBUTOR and state in ("draft", "in_review"))
    assert (opened(page) and 'name="_save"' in page.content.decode()) is may


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_a_record_is_deleted_only_before_it_was_public_and_by_those_entitled(as_role, role, state):
    claim = in_state(state)

    as_role(role).post(reverse("admin:statements_claim_delete", args=[claim.pk]), {"post": "yes"})

    may = role in DESK and state in ("draft", "in_review")
    assert Claim.objects.filter(pk=claim.pk).exists() is not may


@pytest.mark.parametrize("act", MAY)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_an_act_is_done_in_its_states_by_those_entitled_only(as_role, role, state, act):
    claim = in_state(state)
    client, url = as_role(role), reverse("admin:statements_claim_act", args=[act])
    page = client.get(url, {"ids": claim.pk})
    seen = page.context["seen"] if opened(page) else []

    client.post(url, {"ids": claim.pk, "seen": seen, "reason": "As asked."})

    entitled = role in MAY[act] and (role != CONTRIBUTOR or state in ("draft", "in_review"))
    done = Claim.objects.values("state", "submitted", "revision").get(pk=claim.pk) != {
        "state": claim.state,
        "submitted": claim.submitted,
        "revision": claim.revision,
    }
    assert done is (entitled and act in POSSIBLE[state])


def test_every_action_of_the_desk_has_a_rule():
    acts = {f"{act}_records" for act in MAY}
    known = {"delete_selected", "move_to_newest_capture", "reassign_claims"} | acts
    registered = {name for desk in admin.site._registry.values() for _, name, _ in desk._get_base_actions()}

    assert registered <= known


def test_every_model_in_the_admin_has_a_rule():
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert registered == {f"statements.{record}" for record in RECORDS} | {"auth.user", "auth.group"}


@pytest.mark.parametrize("role", sorted(STAFF))
def test_what_is_logged_in_is_never_stored_by_a_cache(as_role, role):
    assert "no-store" in as_role(role).get(reverse("admin:index"))["Cache-Control"]
