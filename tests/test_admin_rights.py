import desk
import made
import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from statements.choices import DeskState
from statements.desk.agents import Agent
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

pytestmark = pytest.mark.django_db

NEW_AGENT = {
    "kind": "body",
    "names-TOTAL_FORMS": 1,
    "names-INITIAL_FORMS": 0,
    "names-0-name": "Ministry",
    "names-0-language": "en",
}


def drafts_of(user):
    """A draft of every kind that has a form here, written by this user."""
    source = made.source()
    records = [made.agent("Somebody"), made.subject(), source, made.capture(of=source), made.statement()]
    for record in records:
        type(record).objects.filter(pk=record.pk).update(created_by=user)
        record.refresh_from_db()
    return records


def save_buttons(page):
    return [name for name in ("_save", "_addanother", "_continue") if f'name="{name}"' in page.content.decode()]


def test_nobody_sees_the_desk_without_logging_in(client):
    record = made.agent()

    for url in (desk.listing(Agent), desk.address("change", record), desk.acting("publish", record)):
        assert client.get(url).url == f"{reverse('admin:login')}?next={url.replace('?', '%3F').replace('=', '%3D')}"


def test_contributor_changes_own_drafts(client, contributor):
    client.force_login(contributor)

    for record in drafts_of(contributor):
        page = client.get(desk.address("change", record))
        assert "_save" in save_buttons(page), record
        response = client.post(
            desk.address("change", record), desk.typed_from(page) | {"description": "x", "title": "x"}
        )
        assert response.status_code == 302, (record, desk.errors(response))


def test_contributor_sees_but_does_not_change_the_drafts_of_others(client, contributor):
    client.force_login(contributor)

    for record in drafts_of(made.user("curator")):
        page = client.get(desk.address("change", record))
        assert page.status_code == 200
        assert save_buttons(page) == []
        assert client.post(desk.address("change", record), {"title": "x"}).status_code == 403
        assert client.post(desk.address("delete", record), {"post": "yes"}).status_code == 403
        assert client.get(desk.acting("submit", record)).status_code == 403


def test_contributor_does_not_change_what_was_published(client, contributor):
    agent = made.agent()
    Agent.objects.filter(pk=agent.pk).update(created_by=contributor)
    made.publish(agent)
    client.force_login(contributor)

    page = client.get(desk.address("change", agent))

    assert save_buttons(page) == []
    assert client.post(desk.address("change", agent), NEW_AGENT).status_code == 403


def test_contributor_neither_publishes_nor_withdraws(client, contributor):
    agent, published = made.agent(), made.agent("Other")
    Agent.objects.update(created_by=contributor)
    made.publish(published)
    client.force_login(contributor)

    for act, record in (("publish", agent), ("withdraw", published), ("restore", published)):
        assert client.get(desk.acting(act, record)).status_code == 403
        assert client.post(desk.acting(act, record), {"reason": "x"}).status_code == 403
    agent.refresh_from_db()
    published.refresh_from_db()
    assert (agent.state, published.state) == (DeskState.DRAFT, DeskState.PUBLISHED)


def test_contributor_deletes_own_drafts(client, contributor):
    agent = made.agent()
    Agent.objects.filter(pk=agent.pk).update(created_by=contributor)
    client.force_login(contributor)

    client.post(desk.address("delete", agent), {"post": "yes"})

    assert Agent.objects.count() == 0


def test_curator_changes_the_drafts_of_others_and_what_was_published(client, curator):
    agent = made.agent(description="before")
    made.publish(agent)
    client.force_login(curator)

    for record in [*drafts_of(made.user("somebody")), agent]:
        assert "_save" in save_buttons(client.get(desk.address("change", record))), record


def test_curator_does_not_publish(client, curator):
    agent = made.agent()
    client.force_login(curator)

    assert client.get(desk.acting("publish", agent)).status_code == 403


def test_publisher_may_all_that_a_curator_may(client, publisher):
    client.force_login(publisher)

    for record in drafts_of(made.user("curator")):
        assert "_save" in save_buttons(client.get(desk.address("change", record))), record
    client.post(desk.adding(Agent), NEW_AGENT)
    client.post(desk.address("delete", Agent.objects.get(names__name="Ministry")), {"post": "yes"})
    assert list(Agent.objects.filter(names__name="Ministry")) == []


def test_administrator_sees_nothing_of_the_desk(client, administrator):
    record = made.agent()
    client.force_login(administrator)

    for url in (
        desk.listing(Agent),
        desk.address("change", record),
        desk.adding(Agent),
        desk.address("preview", record),
    ):
        assert client.get(url).status_code == 403
    assert client.post(desk.adding(Agent), NEW_AGENT).status_code == 403


def test_somebody_who_may_only_view_has_no_buttons(client, make_user):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    for model in (Agent, Subject, Source, Statement):
        viewer.user_permissions.add(*permissions("view", model))
    client.force_login(viewer)

    for record in drafts_of(made.user("curator")):
        if type(record) in (Agent, Subject, Source, Statement):
            page = client.get(desk.address("change", record))
            assert save_buttons(page) == []
            assert page.context["act_links"] == []


def permissions(act, model):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename=f"{act}_{model._meta.model_name}")


def test_published_record_cannot_be_deleted_and_the_desk_says_why(client, curator):
    agent = made.agent()
    made.publish(agent)
    client.force_login(curator)

    page = client.post(desk.address("delete", agent), {"post": "yes"}, follow=True)

    said = f"{agent} was published, and what was published is never deleted; withdraw it instead."
    assert desk.messages(page) == [said]
    assert Agent.objects.filter(pk=agent.pk).exists()


def test_several_are_deleted_at_once_unless_one_was_published(client, curator):
    draft, published = made.agent("Draft"), made.agent("Published")
    made.publish(published)
    client.force_login(curator)
    chosen = {"action": "delete_selected", "_selected_action": [draft.pk, published.pk], "post": "yes"}

    page = client.post(desk.listing(Agent), chosen)

    assert "never deleted" in page.content.decode()
    assert Agent.objects.count() == 2
    client.post(desk.listing(Agent), chosen | {"_selected_action": [draft.pk]})
    assert list(Agent.objects.all()) == [published]


def test_record_that_others_name_is_not_deleted(client, curator):
    agent = made.agent()
    made.statement(speaker=agent)
    client.force_login(curator)

    page = client.post(desk.address("delete", agent), {"post": "yes"})

    assert "would require deleting the following protected related objects" in page.content.decode()
    assert Agent.objects.count() == 1


@pytest.mark.parametrize("role", ["contributor", "curator", "publisher"])
def test_accounts_are_for_administrators_only(client, request, role):
    client.force_login(request.getfixturevalue(role))

    for model in ("user", "group"):
        assert client.get(reverse(f"admin:auth_{model}_changelist")).status_code == 403
    assert client.get(reverse("admin:auth_user_add")).status_code == 403


def test_administrator_manages_accounts_but_makes_no_superuser(client, administrator):
    other = made.user("other")
    client.force_login(administrator)
    url = reverse("admin:auth_user_change", args=[other.pk])
    typed = {"username": "renamed", "is_superuser": "on", "is_staff": "on"}
    typed |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}

    client.post(url, typed)

    other.refresh_from_db()
    assert (other.username, other.is_staff, other.is_superuser) == ("renamed", True, False)


def test_administrator_cannot_change_a_superuser(client, administrator):
    root = get_user_model().objects.create_superuser("root", password="root-of-everything")
    client.force_login(administrator)

    assert client.post(reverse("admin:auth_user_change", args=[root.pk]), {"username": "x"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403


def test_everything_for_those_logged_in_is_never_stored(client, curator):
    claim = made.claim()
    client.force_login(curator)
    source = claim.capture.source
    urls = [reverse("admin:index"), desk.listing(Source), desk.adding(Source), desk.acting("submit", source)]
    urls += [desk.address(page, source) for page in ("change", "history", "delete", "preview")]
    urls += [desk.address("text", claim.capture), reverse("admin:password_change")]
    chosen = "?app_label=statements&model_name=source&field_name=publisher"

    for url in [*urls, reverse("admin:autocomplete") + chosen]:
        response = client.get(url)
        assert response.status_code == 200, url
        assert "no-store" in response["Cache-Control"], url
