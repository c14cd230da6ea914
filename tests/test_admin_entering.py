import hashlib

import desk
import made
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from statements.desk.captures import MAX_TEXT, Capture
from statements.desk.sources import Source

pytestmark = pytest.mark.django_db

ROWS = {f"{name}-{part}_FORMS": 0 for name in ("authors", "captures") for part in ("TOTAL", "INITIAL")}
NEW = ROWS | {"kind": "article", "display": "passages", "text_basis": "as_published"}


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


def enter(client, **typed):
    return client.post(desk.adding(Source), NEW | typed)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_pasted_text_becomes_a_capture_and_nothing_is_stripped(at_desk, curator):
    typed = "\r\n  Cafe\u0301 closed.\r\nSecond line \r\n"

    response = enter(at_desk, text=typed, text_language="fr", from_url="https://news.example/1")

    text = "\n  Café closed.\nSecond line \n"
    capture = Capture.objects.get()
    assert response.status_code == 302, desk.errors(response)
    assert (capture.text, capture.received) == (text, text.encode())
    assert capture.sha256 == capture.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (capture.method, capture.language, capture.number) == ("pasted", "fr", 1)
    assert (capture.from_url, capture.created_by) == ("https://news.example/1", curator)


def test_source_without_text_is_cited_only(at_desk):
    enter(at_desk, title="Black Garden", kind="book")

    source = Source.objects.get()
    assert (source.title, source.captures.count()) == ("Black Garden", 0)


def test_source_needs_neither_title_nor_outlet_nor_date(at_desk):
    response = enter(at_desk, text="Only words.")

    source = Source.objects.get()
    assert response.status_code == 302
    assert (source.title, source.publisher, source.published_edtf, source.authors.count()) == ("", None, "", 0)


def test_language_of_the_text_is_the_sources_unless_said(at_desk):
    enter(at_desk, text="Söz.", language="az")

    assert Capture.objects.get().language == "az"


def test_text_file_is_kept_with_its_bytes(at_desk):
    received = b"\xef\xbb\xbfOne\r\nTwo\r\n"

    response = enter(at_desk, file=upload("article.txt", received))

    capture = Capture.objects.get()
    assert response.status_code == 302, desk.errors(response)
    assert (capture.text, capture.received) == ("One\nTwo\n", received)
    assert capture.sha256 == hashlib.sha256(received).hexdigest()
    assert (capture.method, capture.media_type) == ("uploaded", "text/plain")


def test_other_file_is_kept_beside_the_text_pasted(at_desk):
    received = b"%PDF-1.7\x00\xff"

    enter(at_desk, file=upload("article.pdf", received), text="As read.", text_basis="transcription")

    capture = Capture.objects.get()
    assert (capture.text, capture.received, capture.media_type) == ("As read.", received, "application/pdf")


def test_other_file_without_its_text_is_refused(at_desk):
    response = enter(at_desk, file=upload("article.pdf", b"%PDF-1.7\xff"))

    assert desk.errors(response) == ["This is not UTF-8: byte 0xFF at byte offset 8."]
    assert (Source.objects.count(), Capture.objects.count()) == (0, 0)


def test_file_with_nul_is_refused(at_desk):
    response = enter(at_desk, file=upload("article.txt", b"a\x00b"))

    assert desk.errors(response) == ["NUL (U+0000) at position 1 cannot be kept in a text."]
    assert Source.objects.count() == 0


def test_file_that_is_no_text_by_its_name_needs_its_text(at_desk):
    response = enter(at_desk, file=upload("page.html", b"<p>41 bridges</p>"))

    assert desk.errors(response) == ["Only a plain text file is its own text; paste the text of this file above."]
    assert Source.objects.count() == 0


def test_text_of_ten_megabytes_is_refused_and_the_limit_named(at_desk):
    response = enter(at_desk, text="x" * (10 * 1024 * 1024), title="kept as typed")

    said = f"The text has 10485760 characters; a capture holds at most {MAX_TEXT}. Enter it in parts, each a source."
    assert desk.errors(response) == [said]
    assert 'value="kept as typed"' in response.content.decode()
    assert (Source.objects.count(), Capture.objects.count()) == (0, 0)


def test_file_longer_than_a_capture_is_refused(at_desk):
    response = enter(at_desk, file=upload("long.txt", b"x" * (MAX_TEXT + 1)))

    assert "a capture holds at most" in desk.errors(response)[0]
    assert Source.objects.count() == 0


def test_longest_text_is_kept(at_desk):
    response = enter(at_desk, text="a\r\n" * (MAX_TEXT // 2))

    assert response.status_code == 302, desk.errors(response)
    assert len(Capture.objects.get().text) == MAX_TEXT


def test_more_than_the_server_takes_is_refused_by_its_limit(at_desk):
    response = enter(at_desk, text="x" * (13 * 1024 * 1024))

    assert response.status_code == 413
    assert "More than 12 MB were sent" in response.content.decode()
    assert Source.objects.count() == 0


def test_file_beyond_its_limit_is_refused(at_desk, monkeypatch):
    monkeypatch.setattr("statements.admin.entering.MAX_FILE", 1024 * 1024)

    response = enter(at_desk, file=upload("a.txt", b"x" * (1024 * 1024 + 1)))

    assert desk.errors(response) == ["The file is larger than 1 MB."]


def test_empty_text_is_refused(at_desk):
    response = enter(at_desk, text=" \r\n\t ")

    assert desk.errors(response) == ["The text is empty."]
    assert Source.objects.count() == 0


def test_translation_says_from_which_language_and_by_whom(at_desk):
    refused = enter(at_desk, text="Words.", text_basis="translation")
    stored = enter(at_desk, text="Words.", text_basis="translation", translated_from="az", translated_by="the archive")

    assert desk.errors(refused) == ["A translation says this.", "A translation says this."]
    assert stored.status_code == 302
    capture = Capture.objects.get()
    assert (capture.text_basis, capture.translated_from, capture.translated_by) == ("translation", "az", "the archive")


def test_only_a_translation_has_a_translator(at_desk):
    response = enter(at_desk, text="Words.", translated_by="somebody")

    assert desk.errors(response) == ["Only a translation has this."]
    assert Source.objects.count() == 0


def test_what_is_said_of_a_text_needs_a_text(at_desk):
    response = enter(at_desk, from_url="https://news.example/1")

    assert desk.errors(response) == ["There is no text that this could be said of: paste or upload it."]
    assert Source.objects.count() == 0


def test_newer_text_is_a_new_capture_and_the_old_one_stays(at_desk):
    capture = made.capture("As first published.")
    url = desk.address("change", capture.source)

    response = at_desk.post(url, desk.typed_from(at_desk.get(url)) | {"text": "As corrected."})

    assert response.status_code == 302, desk.errors(response)
    captures = Capture.objects.filter(source=capture.source).order_by("number").values_list("number", "text")
    assert list(captures) == [(1, "As first published."), (2, "As corrected.")]
    capture.source.refresh_from_db()
    assert capture.source.version == 1


def test_same_text_again_is_refused(at_desk):
    capture = made.capture("As first published.")
    url = desk.address("change", capture.source)

    response = at_desk.post(url, desk.typed_from(at_desk.get(url)) | {"text": "As first published."})

    assert desk.errors(response) == ["This is word for word the text of capture 1; nothing new to keep."]
    assert Capture.objects.count() == 1


def test_captures_are_listed_with_their_sums_and_cannot_be_typed_over(at_desk):
    capture = made.capture()
    url = desk.address("change", capture.source)

    page = at_desk.get(url).content.decode()
    typed = desk.typed_from(at_desk.get(url)) | {"captures-0-sha256": "0" * 64, "captures-0-text_basis": "summary"}
    at_desk.post(url, typed)

    assert (page.count(capture.sha256), f"/admin/statements/capture/{capture.pk}/change/" in page) == (2, True)
    kept = Capture.objects.get()
    assert (kept.sha256, kept.text_basis) == (capture.sha256, "as_published")


def test_capture_keeps_its_text_whatever_is_sent(at_desk):
    capture = made.capture("Frozen.")
    url = desk.address("change", capture)

    sent = {"text": "Changed.", "text_basis": "summary", "source": "", "from_url": "https://news.example/2"}
    response = at_desk.post(url, desk.typed_from(at_desk.get(url)) | sent)

    kept = Capture.objects.get()
    assert response.status_code == 302
    assert (kept.text, kept.text_basis, kept.from_url) == ("Frozen.", "as_published", "https://news.example/2")


def test_capture_shows_its_text_and_the_words_recorded_in_it(at_desk):
    claim = made.claim()

    page = at_desk.get(desk.address("change", claim.capture)).content.decode()
    text = at_desk.get(desk.address("text", claim.capture))

    assert "The mayor said that 41 bridges were closed. &quot;We shall open them again&quot;" in page
    assert "the claim’s words 20–42: <bdi>41 bridges were closed</bdi>" in page.replace("&#x27;", "’")
    assert claim.capture.text_sha256 in page
    assert (text.content.decode(), text["Content-Type"]) == (claim.capture.text, "text/plain; charset=utf-8")


def test_capture_is_not_added_without_a_source(at_desk):
    assert at_desk.get(desk.adding(Capture)).status_code == 403
