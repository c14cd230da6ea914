"""The page of each record, read as a visitor reads it."""

import re
from urllib.parse import quote

import made
import pytest
import varied
from django.urls import reverse
from visitor import address, element, read, text_of

from statements import publishing
from statements.catalogue import related
from statements.catalogue.models import ClaimRow, Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return varied.archive()


def tight(text):
    """Text without any white space, so that markup between words does not matter."""
    return "".join(text.split())


def amend(record, *, reason):
    """Publish what was changed on the desk, a second person agreeing."""
    record.refresh_from_db()
    record.touch(by=made.user("curator"))
    made.publish(record, reason=reason)


def public_addresses():
    return [page.get_absolute_url() for page in Page.objects.public()]


def test_claim_page_is_titled_with_its_attribution_never_with_the_bare_claim(client, archive):
    page = read(client, address(archive.chain))

    relays = "as quoted by Ada Author, as quoted by the Foreign Ministry of Exampleland, as reported by Vera Writer"
    sentence = f"Bo Sample, {relays}"
    assert element(page, r"<title>(.*?)</title>") == f"{sentence} · Archive of Public Statements"
    assert element(page, r"<h1>(.*?)</h1>") == sentence
    assert element(page, r'og:title" content="(.*?)"') == sentence
    description = (
        "Bo Sample, as quoted by Ada Author (Black Bridges, p. 172), as quoted by the Foreign Ministry of Exampleland, "
        "as reported by Vera Writer: Bo Sample’s side never closed it."
    )
    assert element(page, r'og:description" content="(.*?)"') == description
    assert element(page, r'name="description" content="(.*?)"') == description


def test_claim_page_draws_the_chain_from_the_originator_to_the_capture(client, archive):
    page = read(client, address(archive.chain))

    chain = element(page, r'<ol class="chain">(.*?)</ol>')
    assert re.findall(r'chain__role">(.*?)<', chain) == [
        "Attributed to",
        "As quoted by",
        "As quoted by",
        "As reported by",
        "Held here as",
    ]
    assert re.findall(r'<li class="(.*?)"', chain) == ["link--direct", "link--direct", "link--indirect", "link--direct"]
    words = " ".join(re.sub(r"<[^>]*>", " ", chain).split())
    assert "Work: Black Bridges: Notes , Ada Author, 2003, p. 172 (cited only: not seen by this archive)" in words
    assert "In: Statement on the bridges , March 2022 (inferred from “a year after”)" in words
    assert f'href="{address(archive.bo)}"' in chain
    assert '<bdi class="muted" lang="ru" dir="ltr">Министерство Примера</bdi>' in chain


def test_claim_page_keeps_the_words_exactly_as_they_stand(client, archive):
    page = read(client, address(archive.chain))

    assert (
        element(page, r'<blockquote class="wording wording--direct".*?><p>(.*?)</p>')
        == '"we never closed it ... [not once]"'
    )
    assert (
        "Words as they stand in the source, given there as the speaker’s own. Text as published. English."
        in text_of(page)
    )
    assert "Paraphrase by this archive Bo Sample’s side never closed it." in text_of(page)


def test_mixed_claim_marks_only_the_quoted_words_as_quoted(client, archive):
    page = read(client, address(archive.joint))

    wording = element(page, r'<blockquote class="wording wording--mixed".*?><p>(.*?)</p>')
    assert wording == 'called the closing <span class="q">"an error"</span>'
    assert "only the underlined parts are given there as the speaker’s own" in text_of(page)


def test_skipped_words_are_shown_as_skipped(client, archive):
    claim = made.claim("the bridge of Exampletown", found_in=archive.capture, paraphrase="The bridge.")
    made.mark(claim, "without warning")
    made.publish(claim)

    wording = element(read(client, address(claim)), r'<blockquote class="wording wording--none".*?><p>(.*?)</p>')

    assert wording == 'the bridge of Exampletown<span class="skipped"> [...] </span>without warning'


def test_own_voice_is_said_and_doubts_stand_under_the_chain(client, archive):
    text = text_of(read(client, address(archive.none)))

    assert "no attribution stated : the article’s own voice Vera Writer, in the article’s own voice" in text
    doubt = "Not stated, but may be implied: that Vera Writer relays the Foreign Ministry of Exampleland."
    assert text.index("Held here as") < text.index(doubt) < text.index("Figures")


def test_figures_are_shown_as_written_as_read_and_with_their_ties(client, archive):
    table = element(read(client, address(archive.none)), r"<tbody>(.*?)</tbody>")

    cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", table)]
    assert cells == [
        *("1", "Some 613", "about 613", "on the bridge", ""),
        *("2", "63", "63", "children on the bridge", "included in the other figure: 613"),
        *("3", "106", "106", "women on the bridge", "included in the other figure: 613"),
    ]


def test_joint_unnamed_and_counted_holders_stand_on_one_step(client, archive):
    text = text_of(read(client, address(archive.joint)))

    assert "Attributed to Parliament of Exampleland , 17 countries and Council of Example Bodies" in text
    assert "17 countries : not named in the source; 17 of them" in text


def test_words_read_as_somebody_say_why(client, archive):
    text = text_of(read(client, address(archive.indirect)))

    assert (
        "Called “Exampletown’s rulers” here; read as Foreign Ministry of Exampleland: the statement reported below"
        in text
    )


def test_denied_and_generic_attributions_say_so_beside_the_claim(client, archive):
    rows = text_of(read(client, "/claims/"))

    assert (
        "The mayor paraphrase is said not to have said this as reported by a driver , as reported by Vera Writer"
        in rows
    )
    assert "attributed to It paraphrase as reported by Vera Writer The keys were lost." in rows


def test_first_hand_words_are_named_as_the_speakers_own_publication(client, archive):
    text = text_of(read(client, address(archive.own)))

    assert "own publication Foreign Ministry of Exampleland, in its own press release of 3 March 2021" in text
    assert "Words as they stand in the speaker’s own publication." in text


def test_related_claims_come_with_their_attribution_and_with_the_source_that_says_so(client, archive):
    text = text_of(read(client, address(archive.chain)))

    assert (
        "Foreign Ministry of Exampleland paraphrase as reported by Vera Writer Ada Author quotes Bo Sample. "
        "This claim is part of" in text
    )
    assert "Residents did not agree. Disputes it, as stated in article by Vera Writer, para. 3" in text
    assert "Part of this claim" in text_of(read(client, address(archive.report)))
    assert "This claim disputes it, as stated in article by Vera Writer" in text_of(
        read(client, address(archive.crossing))
    )


def test_of_very_many_related_claims_the_newest_are_shown_and_the_page_says_so(client, archive, monkeypatch):
    monkeypatch.setattr(related, "MOST_NAMING", 2)
    others = [made.claim("", paraphrase=f"Claim {n}.", found_in=archive.capture) for n in range(3)]
    for other in others:
        other.relations.create(kind="repeats", to=archive.chain, stated_by=archive.article)
        made.publish(other)

    page = read(client, reverse("claim", args=[archive.chain.ref]))

    assert [other.ref in page for other in others] == [False, True, True]
    assert "Of claims that name this one the newest 2;" in page
    monkeypatch.setattr(related, "MOST_NAMING", 4)  # and another of the archive's own names it
    made_anew = read(client, f"{reverse('claim', args=[archive.chain.ref])}?utm_source=x")
    assert ("Of claims that name this one" in made_anew, others[0].ref in made_anew) == (False, True)


def test_related_claims_that_were_withdrawn_are_not_shown(client, archive):
    publishing.withdraw([archive.crossing], by=made.user("publisher"), reason="Recorded twice.")

    assert "Residents did not agree." not in read(client, address(archive.chain))


def test_citation_names_attribution_site_claim_revision_and_its_address(client, archive):
    ref = archive.chain.ref

    citation = element(read(client, address(archive.chain)), r'<p class="copy">(.*?)</p>')

    row = ClaimRow.objects.get(claim_id=ref)
    assert citation.startswith(f"{row.attribution}. Archive of Public Statements, claim {ref}, revision 1, ")
    assert citation.endswith(f", http://127.0.0.1:8000/claims/{ref}/revisions/1/")


def test_a_correction_can_be_asked_for_where_there_is_a_contact(client, archive, settings):
    at = f"http://127.0.0.1:8000{address(archive.chain)}"
    assert f"Write to whoever runs this archive, and give this page’s address: {at}" in text_of(
        read(client, address(archive.chain))
    )

    settings.SITE_CONTACT = "desk@archive.example"

    link = f'<a href="mailto:desk@archive.example?subject=Correction%3A%20{quote(at)}">Ask for a correction</a>'
    assert link in read(client, address(archive.chain))


def test_earlier_revision_shows_the_names_and_words_of_its_day(client, archive):
    archive.bo.names.update(name="Bo Other")
    amend(archive.bo, reason="New name.")
    archive.chain.refresh_from_db()
    archive.chain.paraphrase = "Their side never closed it."
    archive.chain.save()
    amend(archive.chain, reason="More neutral.")

    earlier = read(client, f"{address(archive.chain)}revisions/1/")
    now = read(client, address(archive.chain))

    assert "This is revision 1 of 2" in text_of(earlier)
    assert element(earlier, r"<h1>(.*?)</h1>").startswith("Bo Sample, as quoted by Ada Author")
    assert "Bo Sample’s side never closed it." in earlier
    assert '<meta name="robots" content="noindex">' in earlier
    assert f'<a href="{address(archive.chain)}">See the claim as it stands now</a>' in earlier
    assert element(now, r"<h1>(.*?)</h1>").startswith("Bo Other, as quoted by Ada Author")
    assert '<meta name="robots" content="noindex">' not in now
    assert "amended: More neutral." in text_of(now)


def test_a_revision_tells_what_changed_since_the_one_before(client, archive):
    archive.chain.refresh_from_db()
    archive.chain.paraphrase = "Their side never closed it."
    archive.chain.save()
    amend(archive.chain, reason="More neutral.")

    now = read(client, address(archive.chain))
    second, first = (read(client, f"{address(archive.chain)}revisions/{n}/") for n in (2, 1))

    assert f'href="{address(archive.chain)}revisions/2/#changes"' in now
    speakers = "Bo Sample, as quoted by Ada Author, as quoted by the Foreign Ministry of Exampleland"
    who = f"{speakers}, as reported by Vera Writer"
    assert (
        f"What changed since revision 1 Paraphrase Before: {who}: Bo Sample’s side never closed it. "
        f"Now: {who}: Their side never closed it."
    ) in text_of(second)
    assert "What changed since" not in text_of(first)


def test_a_revision_that_only_took_over_a_new_name_says_so(client, archive):
    archive.bo.names.update(name="Bo Other")
    amend(archive.bo, reason="New name.")
    archive.chain.refresh_from_db()
    amend(archive.chain, reason="Read once more.")

    text = text_of(read(client, f"{address(archive.chain)}revisions/2/"))

    assert "Nothing in this record itself; only what records that it names are called." in text


def test_reassigned_claim_keeps_its_earlier_attribution_readable(client, archive):
    archive.own.links.all().delete()
    made.ascribe(archive.own, archive.council, mode="indirect")
    amend(archive.own, reason="It was the Council.")

    text = text_of(read(client, address(archive.own)))

    assert "Earlier attribution" in text
    former = "Foreign Ministry of Exampleland own publication in its own press release of 3 March 2021 As of revision 1"
    assert former in text
    assert "attribution reassigned: It was the Council." in text


def test_statement_page_shows_its_passages_with_its_claims_only(client, archive):
    page = read(client, address(archive.statement))

    assert re.findall(r'class="claim k\d+" id="(.*?)"', page) == [
        archive.indirect.ref,
        archive.report.ref,
        archive.chain.ref,
    ]
    text = text_of(page)
    assert "Statement by Foreign Ministry of Exampleland" in text
    assert "Said: March 2022 (inferred from “a year after”) , written “ a year after ”" in text
    assert "and that residents thought otherwise" in text
    assert "613" not in text


def test_agent_page_parts_what_was_said_relayed_and_written(client, archive):
    text = text_of(read(client, address(archive.author)))

    said, relayed = text.split("Words of others that reach this archive through this speaker.", 1)
    assert "No source held here attributes a claim to this speaker." in said
    assert '"we never closed it ... [not once]"' in relayed.split("Sources written")[0]
    assert "Black Bridges: Notes" in relayed.split("Sources written")[1]


def test_agent_page_shows_names_in_other_scripts_with_language_and_direction(client, archive):
    page = read(client, address(archive.body))

    assert '<h1><bdi dir="ltr">Sample Body</bdi></h1>' in page
    assert '<bdi lang="ar" dir="rtl">الهيئة النموذجية</bdi>' in page


def test_subject_page_lists_its_claims_with_their_attribution(client, archive):
    text = text_of(read(client, address(archive.subject)))

    assert "Date: 3 March 2021" in text
    assert text.count("as reported by Vera Writer") >= 5
    assert "10 claims" not in text  # all of them are shown, so nothing more is offered


def test_source_page_says_what_is_not_stated(client, archive):
    text = text_of(read(client, address(archive.article)))

    for field in ("Title", "Publisher", "Place", "Published", "Language", "Address", "Identifier"):
        assert f"{field} Not stated" in text


def test_cited_only_source_says_so_and_lists_who_cites_it(client, archive):
    text = text_of(read(client, address(archive.book)))

    assert "cited only: named by a source held here, not seen by this archive" in text
    assert "Claims elsewhere that cite it Bo Sample direct quotation" in text


def test_capture_page_gives_hashes_method_and_text_basis(client, archive):
    text = text_of(read(client, address(archive.capture)))

    assert f"SHA-256 of the bytes {archive.capture.sha256}" in text
    assert f"SHA-256 of the text {archive.capture.text_sha256}" in text
    assert "How Pasted by a curator" in text
    assert f"Text Text as published, {len(archive.capture.text)} characters" in text


def test_arabic_words_carry_language_and_direction(client, archive):
    page = read(client, address(archive.arabic))

    assert '<blockquote class="wording wording--direct" lang="ar" dir="rtl">' in page
    assert "cue <bdi" in page


def test_translation_is_named_beside_its_words(client):
    capture = made.capture(text_basis="translation", translated_from="az", translated_by="Tara Translator")
    claim = made.claim(found_in=capture)
    made.publish(claim)

    text = text_of(read(client, address(claim)))

    assert "Translation from Azerbaijani by Tara Translator ." in text
    assert "claim · translation ·" not in text


def test_summary_shows_paraphrase_and_no_words_of_the_source(client):
    claim = made.claim("41 bridges", found_in=made.capture(text_basis="summary"), paraphrase="Bridges were closed.")
    made.publish(claim)

    page = read(client, address(claim))

    assert "<blockquote" not in page
    said = "Bridges were closed. Paraphrase by this archive, from its own summary of the source: no words of the source"
    assert said in text_of(page)


def test_pages_use_no_verdict_in_their_own_voice(client, archive):
    judged = re.compile(r"\b(verified|alleged|admit|admits|confirms|insists|reveals|so-called|controversial)\b")

    for url in ["/", "/claims/", "/about/", *public_addresses()]:
        assert not judged.search(text_of(read(client, url)).lower()), url


def test_a_statement_without_a_title_is_called_by_who_made_it_and_when(client):
    ministry = made.agent("Ministry", takes_the=True)
    said = made.statement("", speaker=ministry, said_edtf="2021-03", said_basis="stated")
    claim = made.claim()
    made.ascribe(claim, ministry, statement=said)
    made.publish(claim)

    pages = [client.get(address).content.decode() for address in (f"/statements/{said.ref}/", "/statements/", "/")]

    assert ["Statement by the Ministry of March 2021</" in page for page in pages] == [True, True, True]
    assert ">statement by the Ministry of March 2021</" in client.get(f"/claims/{claim.ref}/").content.decode()
