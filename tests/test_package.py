"""The package: everything public, described for programs, and an archive that is restored from it is the same."""

import hashlib
import json
import shutil

import csvw
import emptied
import frictionless
import made
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from stored import catalogue

from statements import example, packages, publishing
from statements.catalogue import columns, compare, current
from statements.catalogue.long_tables import TABLES
from statements.catalogue.models import Page
from statements.catalogue.words import SearchWord, WordTrigram
from statements.desk.agents import Agent
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.history import RecordChange
from statements.publishing import plan, whole
from statements.publishing.snapshot import KINDS, snapshot
from statements.record import verify
from statements.record.content import Content
from statements.record.documents import resolve, stub
from statements.record.revision import Revision
from statements.surfaces.package import Package

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The example archive with drafts and withdrawn records that must not leave it, made once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        made.user("curator"), made.user("publisher")
        example.load()
        made.claim(paraphrase=f"{CANARY} draft.")
        withdrawn = made.claim(paraphrase=f"{CANARY} withdrawn.")
        made.publish(withdrawn)
        publishing.withdraw([withdrawn.capture.source], by=made.user("publisher"), reason="Sample withdrawal.")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def package(archive, tmp_path_factory, django_db_blocker):
    """The package of the example archive in a folder, for reading only."""
    folder = tmp_path_factory.mktemp("package")
    with django_db_blocker.unblock():
        Package().write(folder)
    return folder


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_time(files):
    manifest = json.loads(files["manifest.json"])
    return files | {"manifest.json": manifest | {"generated_at": ""}}


def restored(folder):
    """What restoring into an empty database stores."""
    emptied.empty()
    call_command("restore_archive", str(folder), verbosity=0)


def test_the_manifest_names_every_file_with_rows_bytes_and_sum(package):
    manifest = json.loads((package / "manifest.json").read_bytes())
    files = files_of(package)

    told = {entry["path"]: (entry["bytes"], entry["sha256"]) for entry in manifest["files"]}
    assert told == {
        path: (len(content), hashlib.sha256(content).hexdigest())
        for path, content in files.items()
        if path != "manifest.json"
    }
    rows = {entry["path"]: entry["rows"] for entry in manifest["files"]}
    assert [rows[f"{table.name}.csv"] for table in TABLES] == [len(list(table.rows())) for table in TABLES]
    assert rows["codebook.md"] is None
    assert (manifest["last_revision"], manifest["head"]) == (
        Revision.objects.count(),
        bytes(Revision.objects.in_order().last().chain).hex(),
    )


def test_nothing_that_is_not_public_is_in_any_file(package):
    leaking = [path for path, content in files_of(package).items() if CANARY.encode() in content]

    assert Claim.objects.filter(paraphrase__contains=CANARY).count() == 2
    assert leaking == []


def test_only_captures_that_visitors_may_have_are_in_it(package):
    captures = list(Page.objects.public().filter(kind="capture"))
    of = {
        display: [page for page in captures if page.document["source"]["display"] == display]
        for display in ("full", "passages", "none")
    }
    parts = {f"{page.ref}.passages.json": page.passages for page in of["passages"]}

    found = {path.name: path.read_bytes() for path in (package / "captures").iterdir()}

    assert all(of.values())
    assert set(found) == {page.document["sha256"] for page in of["full"]} | set(parts)
    assert {name: json.loads(found[name]) for name in parts} == parts


def test_every_line_of_the_record_proves_its_hash(package):
    _, *rows = (package / "revisions.csv").read_text(encoding="utf-8").splitlines()
    lines = (package / "record.jsonl").read_bytes().splitlines()

    nonces_and_leaves = [row.split(",")[-3:-1] for row in rows]
    shown = [(nonce, leaf, line) for (nonce, leaf), line in zip(nonces_and_leaves, lines, strict=True) if line]
    assert len(shown) > 140
    for nonce, leaf, line in shown:
        assert hashlib.sha256(bytes.fromhex(nonce) + line).hexdigest() == leaf


def test_the_same_archive_makes_the_same_package(package, tmp_path):
    Package().write(tmp_path / "again")

    assert without_time(files_of(tmp_path / "again")) == without_time(files_of(package))


def test_a_restored_archive_makes_the_same_package(package, tmp_path):
    restored(package)

    call_command("export_archive", str(tmp_path / "again"), verbosity=0)

    assert without_time(files_of(tmp_path / "again")) == without_time(files_of(package))
    assert [*verify.problems(), *compare.differences()] == []


def test_the_restored_catalogue_is_what_visitors_had(package):
    before = public_part(catalogue())
    restored(package)

    assert public_part(catalogue()) == before


def public_part(tables):
    """The catalogue without what is told of records that are not shown any more: the reasons of their revisions."""
    return tables | {"Page": [row for row in tables["Page"] if json.loads(row)[3] == "published"]}


def test_the_desk_of_a_restored_archive_has_what_its_documents_say(package):
    public = dict(Page.objects.public().values_list("ref", "document"))
    restored(package)

    desk = {record.ref: snapshot(record) for record in plan.load(r for kind in plan.ORDER for r in kind.objects.all())}

    assert set(desk) == set(public)
    for ref, document in public.items():
        expected = resolve({**document, "formerly": []} if "formerly" in document else document, bare)
        assert comparable(desk[ref]) == comparable(expected)


def bare(ref):
    """The stub of a record, as a snapshot has it before the names of the day are put in."""
    return stub(next(kind for kind, model in KINDS.items() if model.objects.filter(ref=ref).exists()), ref)


def comparable(document):
    """A document without what depends on a text that visitors may not have."""
    return {name: value for name, value in document.items() if name not in ("size", "dates")}


def test_a_restored_desk_goes_on(package):
    restored(package)
    claim = Claim.objects.get(ref=Page.objects.public().filter(kind="claim").first().ref)

    claim.touch(by=made.user("curator"))
    Claim.objects.filter(pk=claim.pk).update(paraphrase="Mended.")
    made.publish(claim)
    made.publish(made.claim())

    assert Page.objects.get(ref=claim.ref).document["paraphrase"] == "Mended."
    assert [*verify.problems(), *compare.differences()] == []


def test_a_text_that_visitors_may_not_have_is_not_restored_but_its_claims_are(package):
    withheld = [
        page.ref
        for page in Page.objects.public().filter(kind="capture")
        if page.document["source"]["display"] == "none"
    ]
    restored(package)

    for capture in Capture.objects.filter(ref__in=withheld):
        assert Content.objects.get(pk=capture.text_sha256).content is None
        assert "░" in capture.text
        for span in capture.spans.all():
            assert capture.text[span.start : span.end] == span.exact


def copied(package, tmp_path):
    return shutil.copytree(package, tmp_path / "copy")


def refused(folder):
    """Why a package is refused, after making sure that nothing was stored."""
    emptied.empty()
    with pytest.raises(CommandError) as problem:
        call_command("restore_archive", str(folder), verbosity=0)
    assert Revision.objects.count() == Page.objects.count() == Agent.objects.count() == Content.objects.count() == 0
    return str(problem.value).removeprefix("Nothing was restored. ")


@pytest.mark.parametrize("name", ["claims.csv", "record.jsonl", "codebook.md", "captures"])
def test_a_changed_byte_is_named(package, tmp_path, name):
    folder = copied(package, tmp_path)
    path = next((folder / name).iterdir()) if name == "captures" else folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    assert refused(folder) == f"{path.relative_to(folder)} was changed: it does not match its SHA-256."


def test_a_missing_and_a_cut_file_are_both_named(package, tmp_path):
    folder = copied(package, tmp_path)
    (folder / "spans.csv").unlink()
    whole = (folder / "links.csv").read_bytes()
    (folder / "links.csv").write_bytes(whole[:-7])

    assert refused(folder).splitlines() == [
        "spans.csv is missing.",
        f"links.csv was changed: it has {len(whole) - 7:,} bytes and not {len(whole):,}.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'"format": 1', b'"format": 2', "The package has the format 2; this version of the archive reads 1."),
        (b'"rows": ', b'"rows":  ', "manifest.json was changed: it does not match its own sum."),
        (b'"kind": "public"', b'"kind": "Public"', "manifest.json was changed: it does not match its own sum."),
        (b'"files"', b'"files', "manifest.json cannot be read; it was changed or cut."),
    ],
)
def test_a_changed_manifest_is_named(package, tmp_path, old, new, problem):
    folder = copied(package, tmp_path)
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    assert refused(folder) == problem


def test_a_folder_without_a_package_is_named(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is no package: it has no manifest.json."


def test_a_record_that_does_not_prove_itself_is_refused(package, tmp_path):
    """Somebody who changes a revision can mend the manifest, but not the chain."""
    folder = copied(package, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    path = folder / "record.jsonl"
    path.write_bytes(path.read_bytes().replace(b"bridge", b"fridge", 1))
    entry = next(entry for entry in manifest["files"] if entry["path"] == "record.jsonl")
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    about = {name: value for name, value in manifest.items() if name not in ("format", "files", "sha256")}
    (folder / "manifest.json").write_bytes(packages.encoded(about, [packages.Entry(**e) for e in manifest["files"]]))

    assert "its content does not match its hash" in refused(folder)


def test_an_archive_that_holds_something_is_left_alone(package):
    before = catalogue()

    with pytest.raises(CommandError, match=r"Nothing was restored\. The database is not empty: it holds 2\d agents"):
        call_command("restore_archive", str(package))

    assert catalogue() == before


def test_a_folder_that_holds_something_is_not_written_into(archive, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="is not empty; name a new folder"):
        call_command("export_archive", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_column_is_described_for_programs(package):
    web = json.loads((package / "csv-metadata.json").read_bytes())
    frictionless = json.loads((package / "datapackage.json").read_bytes())

    expected = {f"{table.name}.csv": columns.names(table.columns) for table in TABLES}
    assert expected == {
        table["url"]: [column["name"] for column in table["tableSchema"]["columns"]] for table in web["tables"]
    }
    assert expected == {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in frictionless["resources"]
    }
    assert expected == {
        path: (package / path).read_text(encoding="utf-8").split("\n")[0].strip().split(",") for path in expected
    }


def test_csv_on_the_web_is_read_without_a_complaint(package):

    described = csvw.CSVW(str(package / "csv-metadata.json"), validate=True)

    assert (described.is_valid, described.warnings) == (True, [])
    claims = next(table for table in described.tables if str(table.url) == "claims.csv")
    assert len(list(claims.iterdicts())) == Page.objects.public().filter(kind="claim").count()


def test_the_data_package_is_read_without_a_complaint(package):

    report = frictionless.validate(str(package / "datapackage.json"), type="package")

    assert report.flatten(["title", "message"]) == []


@pytest.fixture(scope="module")
def private(archive, tmp_path_factory, django_db_blocker):
    """The private package of the example archive."""
    folder = tmp_path_factory.mktemp("private") / "package"
    with django_db_blocker.unblock():
        call_command("export_archive", str(folder), private=True, verbosity=0)
    return folder


def test_a_private_package_holds_the_public_one_and_the_desk(package, private):
    public, everything = files_of(package), files_of(private)

    assert {path for path in everything if path not in public} == {f"private/{name}.jsonl" for name in whole.tables()}
    assert {path: everything[path] for path in public if path != "manifest.json"} == {
        path: content for path, content in public.items() if path != "manifest.json"
    }
    assert f"{CANARY} draft.".encode() in everything["private/statements.claim.jsonl"]
    assert b"publisher" in everything["private/auth.user.jsonl"]


def test_a_private_package_is_its_owners_and_tells_no_password(private):
    user = get_user_model().objects.create_user("somebody", password="an open secret")
    fields = [field.attname for field in user._meta.concrete_fields]
    (folder,) = {path.parent for path in private.rglob("*.jsonl") if path.name != "record.jsonl"}

    told = [line for path, lines in whole.files() if path.endswith("auth.user.jsonl") for line in lines]

    assert json.loads(told[-1])[fields.index("password")] == "!"
    assert user.password.encode() not in b"".join(told)
    assert {oct(path.stat().st_mode)[-3:] for path in (folder, private)} == {"700"}
    assert {oct(path.stat().st_mode)[-3:] for path in private.rglob("*") if path.is_file()} == {"600"}


def test_everything_is_restored_from_a_private_package(private, tmp_path):
    before = {path: b"".join(lines) for path, lines in whole.files()}
    restored(private)

    assert {path: b"".join(lines) for path, lines in whole.files()} == before
    call_command("export_archive", str(tmp_path / "again"), private=True, verbosity=0)
    assert without_time(files_of(tmp_path / "again")) == without_time(files_of(private))
    assert [*verify.problems(), *compare.differences()] == []


def test_a_privately_restored_desk_goes_on_with_its_history(private):
    restored(private)
    draft = Claim.objects.get(paraphrase=f"{CANARY} draft.")

    made.publish(draft)

    assert Page.objects.public().filter(ref=draft.ref).count() == 1
    amended = Claim.objects.get(paraphrase="It was prudent to close the bridge.")
    assert RecordChange.objects.filter(ref=amended.ref, version__isnull=False).count() == 2


def test_a_private_package_is_refused_where_anybody_has_an_account(private):
    emptied.empty()
    made.user("somebody")

    with pytest.raises(CommandError, match="The database is not empty: it holds 1 users"):
        call_command("restore_archive", str(private))

    assert Revision.objects.count() == 0


def test_every_table_is_kept_made_anew_or_left_out_on_purpose():
    """A new model must be thought of: it is in a private package, made from the record, or named as left out."""
    kept = set(whole.tables())

    others = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)} - kept
    assert {name.split(".")[0] for name in others if not name.startswith("statements.")} == set(whole.LEFT_OUT)
    assert {name for name in others if name.startswith("statements.")} == {
        model._meta.label_lower for model in [Page, SearchWord, WordTrigram, *(model for model, _ in current.DERIVED)]
    }


@pytest.mark.long
def test_a_restored_archive_of_100_000_claims_makes_the_same_package(tmp_path):
    emptied.empty()
    call_command("make_archive", claims=100_000, seed=5, processes=0, verbosity=0)
    Package().write(tmp_path / "first")

    restored(tmp_path / "first")
    Package().write(tmp_path / "second")

    assert without_time(files_of(tmp_path / "second")) == without_time(files_of(tmp_path / "first"))
