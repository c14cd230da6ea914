"""What programs can ask: the JSON Schema of every object, and OpenAPI 3.1 of every address made for programs."""

import json
import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from statements.catalogue import codebook, long_tables
from statements.catalogue.claim_filters import ClaimFilterSet
from statements.catalogue.paging import SORTS
from statements.catalogue.parameters import MAX_VALUES
from statements.catalogue.suggestions import ROLES
from statements.choices import RecordKind
from statements.surfaces import formats, heads, problems
from statements.surfaces.citation_files import FORMS
from statements.surfaces.csv_files import SPREADSHEET
from statements.surfaces.embeds import EMBED
from statements.surfaces.named_shapes import reference
from statements.surfaces.record_shapes import LISTS, RECORDS, SHAPES
from statements.surfaces.shapes import DEFINITIONS, NUMBER, TEXT, Schema, one_of

VERSION = "1.0"
EVERY_SHAPE = (*SHAPES, problems.PROBLEM, problems.ERROR, EMBED)
FILE: Schema = {"type": "string"}
CSV, ZIP = "text/csv", "application/zip"
STATUSES = {
    304: "As the visitor has it already (`If-None-Match`).",
    301: "Merged into another record, or the ref was typed with capitals or look-alikes.",
    400: "A parameter is unknown or malformed; each reason begins with its name.",
    404: "There is no such record.",
    406: "`Accept` leaves out the format that the address names.",
    409: "The two are not of one record.",
    410: "Withdrawn, with date and reason.",
    414: "The query is too long.",
    416: "`Range` asks for a part of what is offered whole only.",
    501: "The format asked for is not offered.",
}
ANYWHERE = (406, 414, 416)
OF_A_LIST, OF_A_RECORD = (304, 400), (301, 304, 400, 404, 410)


@dataclass(frozen=True)
class Parameter:
    """Something that is asked in a query string; `several` where repeating it means `or`."""

    name: str
    meaning: str
    form: Schema
    several: bool = False
    required: bool = False

    @property
    def described(self) -> Schema:
        """Its Parameter Object."""
        schema = {"type": "array", "items": dict(self.form), "maxItems": MAX_VALUES} if self.several else self.form
        return {
            "name": self.name,
            "in": "query",
            "description": self.meaning,
            "required": self.required,
            "schema": schema,
        }


DAY = {"type": "string", "format": "date"}
FILTERS = tuple(
    Parameter(name, found.meaning, found.form, several=True) for name, found in ClaimFilterSet.base_filters.items()
)
AFTER = Parameter("after", codebook.ORDER["after"], TEXT)
SORT = Parameter("sort", codebook.ORDER["sort"], one_of(SORTS))
FILE_SORT = Parameter("sort", codebook.ORDER["sort"], one_of(name for name in SORTS if name != "relevance"))
VARIANT = Parameter("format", "The variant for spreadsheets; the plain file without it.", one_of([SPREADSHEET]))
WORDS = Parameter("q", "Words to look for, as for claims.", TEXT)
RECORD_SORT = Parameter("sort", "The best first, or the newest.", one_of(["relevance", "-added"]))
OF_RECORDS = (WORDS, RECORD_SORT, AFTER)
MEASURE = Parameter("measure", "Keeps the figures of one measure.", TEXT)
KIND = Parameter("kind", "Records of which kind.", one_of(ROLES), required=True)
BEGUN = Parameter("q", "How a word of the name begins.", TEXT, required=True)
EMBEDDED = (
    Parameter("url", "The address of a claim's page.", TEXT, required=True),
    Parameter("maxwidth", "Pixels at most.", NUMBER | {"minimum": 1, "maximum": 999_999}),
    Parameter("maxheight", "Pixels at most.", NUMBER | {"minimum": 1, "maximum": 999_999}),
    Parameter("format", "Only JSON is offered; another is status 501.", one_of(["json"])),
)


@dataclass(frozen=True)
class Address:
    """An address made for programs: what it gives, in which media type and schema, asked for by which parameters."""

    path: str
    summary: str
    media_type: str
    schema: Schema
    parameters: tuple[Parameter, ...] = ()
    statuses: tuple[int, ...] = OF_A_LIST

    @property
    def described(self) -> Schema:
        """Its Path Item Object."""
        name = "_".join(re.findall("[a-z]+", self.path))
        return {"get": {"summary": self.summary, "operationId": name, **self._asked, "responses": self._answers}}

    @property
    def _asked(self) -> Schema:
        asked = [parameter.described for parameter in self.parameters]
        inside = []
        if "{ref}" in self.path:
            kind = self.path.split("/")[1].removesuffix("s")
            inside.append({"name": "ref", "description": f"The {kind}'s ref.", "schema": reference(kind)})
        if "{n}" in self.path:
            number = NUMBER | {"minimum": 1}
            inside.append({"name": "n", "description": "Which of its revisions, from 1.", "schema": number})
        for name in ("day", "earlier"):
            if f"{{{name}}}" in self.path:
                inside.append({"name": name, "description": "The day of a snapshot.", "schema": DAY})
        return {"parameters": [*({"in": "path", "required": True, **part} for part in inside), *asked]}

    @property
    def _answers(self) -> Schema:
        found: Schema = {"200": {"description": self.summary, "content": {self.media_type: {"schema": self.schema}}}}
        return found | {str(status): self._refusal(status) for status in (*self.statuses, *ANYWHERE)}

    def _refusal(self, status: int) -> Schema:
        described: Schema = {"description": STATUSES[status]}
        if status == 304:
            return described
        if self.media_type.endswith("json"):
            return described | {"content": {formats.PROBLEM_JSON: {"schema": problems.PROBLEM.reference}}}
        return described | {"content": {"text/plain": {"schema": FILE}}}


def listed(kind: str) -> Address:
    """The list of one kind of record but claims."""
    summary = f"Public {kind}s, newest first, 25 a page."
    return Address(f"/{kind}s.json", summary, formats.JSON, LISTS[kind].reference, OF_RECORDS)


def single(kind: str) -> Address:
    """One record."""
    summary = f"One {kind} as it stands."
    return Address(f"/{kind}s/{{ref}}.json", summary, formats.JSON, RECORDS[kind].reference, (), OF_A_RECORD)


def table(name: str) -> Address:
    """A smaller file, which takes no filters."""
    return Address(f"/{name}.csv", f"All public {name}, newest first.", CSV, FILE, (VARIANT,), (400,))


def long_table(name: str) -> Address:
    """A file of what claims have several of."""
    summary = f"{name.capitalize()} of all claims of a query."
    return Address(f"/{name}.csv", summary, CSV, FILE, (*FILTERS, FILE_SORT, VARIANT), (400,))


def long_manifest(name: str) -> Address:
    """What such a file holds."""
    return replace(manifest(name), parameters=(*FILTERS, FILE_SORT, VARIANT))


def cited(path: str) -> list[Address]:
    """A citation in every form."""
    types = {ending: form.media_type.partition(";")[0] for ending, form in FORMS.items()}
    schemas = {ending: {"type": "array"} if ending.endswith("json") else FILE for ending in types}
    return [
        Address(f"{path}.{ending}", "A citation.", found, schemas[ending], (), OF_A_RECORD)
        for ending, found in types.items()
    ]


def linked(path: str, summary: str) -> Address:
    """Linked data of one record."""
    return Address(path, summary, "application/ld+json", {"type": "object"}, (), OF_A_RECORD)


def fed(path: str, summary: str, *parameters: Parameter) -> Address:
    """An Atom feed."""
    statuses = OF_A_RECORD if "{ref}" in path else OF_A_LIST
    return Address(path, summary, "application/atom+xml", FILE, (*parameters, AFTER), statuses)


def manifest(name: str) -> Address:
    """What a smaller file holds."""
    summary = f"Rows, bytes and SHA-256 of the {name} file."
    return Address(f"/{name}.manifest.json", summary, formats.JSON, {"type": "object"}, (VARIANT,), OF_A_LIST)


OTHERS = [kind for kind in RECORDS if kind != RecordKind.CLAIM]
OF_A_FILE = tuple(status for status in OF_A_RECORD if status != 304)
ADDRESSES = (
    Address("/claims.json", "Claims, 100 a page.", formats.JSON, LISTS[RecordKind.CLAIM].reference,
            (*FILTERS, SORT, AFTER)),
    *map(listed, OTHERS),
    *map(single, RECORDS),
    Address("/claims.csv", "All claims of a query.", CSV, FILE, (*FILTERS, FILE_SORT, VARIANT), (400,)),
    *map(long_table, long_tables.ADDRESSED),
    *map(table, ("statements", "sources", "agents", "subjects", "corrections")),
    Address("/claims/{ref}.csv", "The row of one claim.", CSV, FILE, (VARIANT,), OF_A_FILE),
    Address("/subjects/{ref}/figures.csv", "Figures about a subject.", CSV, FILE, (MEASURE, VARIANT), OF_A_FILE),
    Address("/claims.manifest.json", "Rows, bytes and SHA-256 of the same file.", formats.JSON, {"type": "object"},
            (*FILTERS, FILE_SORT, VARIANT), OF_A_LIST),
    *map(long_manifest, long_tables.ADDRESSED),
    *map(manifest, ("statements", "sources", "agents", "subjects", "corrections")),
    Address("/data/archive.zip", "The whole archive.", ZIP, FILE, (), ()),
    Address("/data/snapshots/{day}/archive.zip", "The whole archive on a day.", ZIP, FILE, (), (404,)),
    Address("/data/csv-metadata.json", "The files described as CSV on the Web.", "application/csvm+json",
            {"type": "object"}, (), ()),
    Address("/data/snapshots/{day}/manifest.json", "Rows, bytes and SHA-256 of each file of a snapshot.", formats.JSON,
            {"type": "object"}, (), (404,)),
    Address("/data/snapshots/{day}/since-{earlier}.csv", "What differs between two snapshots.", CSV, FILE, (VARIANT,),
            (400, 404, 409)),
    *cited("/claims/{ref}"),
    *cited("/claims/{ref}/revisions/{n}"),
    *cited("/statements/{ref}"),
    *cited("/sources/{ref}"),
    *(linked(f"/{kind}s/{{ref}}.jsonld", f"One {kind} in the words of schema.org.") for kind in heads.NODES),
    linked("/claims/{ref}/annotation.jsonld", "One claim as a Web Annotation of its source."),
    linked("/claims/{ref}/provenance.jsonld", "The revisions of one claim in PROV-O."),
    fed("/claims.atom", "The newest claims of a query.", *FILTERS),
    *(fed(f"/{kind}s/{{ref}}.atom", f"The newest claims of one {kind}.") for kind in ("source", "agent", "subject")),
    fed("/corrections.atom", "Every change of what was public."),
    Address("/oai", "OAI-PMH 2.0, which has parameters and errors of its own.", "text/xml", FILE, (), ()),
    Address("/oai/record.xsd", "The XML Schema of records in our own form.", "application/xml", FILE, (), ()),
    Address("/suggest.json", "Records whose name begins so.", formats.JSON, {"type": "object"}, (KIND, BEGUN),
            (400,)),
    Address("/oembed", "A card of a claim for other sites (oEmbed 1.0).", formats.JSON, EMBED.reference, EMBEDDED,
            (304, 400, 404, 410, 501)),
    Address("/schema.json", "The JSON Schema of every object.", "application/schema+json", {"type": "object"}, (),
            (304,)),
    Address("/openapi.json", "This description.", formats.JSON, {"type": "object"}, (), (304,)),
)  # fmt: skip


def json_schema() -> Schema:
    """Every object as JSON Schema 2020-12; what stands at a record's address is one of them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}/schema.json",
        "title": settings.SITE_NAME,
        "anyOf": [shape.reference for shape in (*RECORDS.values(), *LISTS.values(), problems.PROBLEM)],
        "$defs": {shape.name: shape.schema for shape in EVERY_SHAPE},
    }


def description() -> Schema:
    """OpenAPI 3.1 of every address made for programs, made from the parameters and shapes that answer there."""
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SITE_NAME,
            "version": VERSION,
            "summary": "Who is said to have said what, in which words, relayed by whom, in which source.",
            "description": "Every claim carries its stated attribution; show neither without the other.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {address.path: address.described for address in ADDRESSES},
        "components": {"schemas": {shape.name: shape.schema for shape in EVERY_SHAPE}},
    }
    made: Schema = json.loads(json.dumps(told).replace(DEFINITIONS, "#/components/schemas/"))
    return made


@require_safe
def schema_json(request: HttpRequest) -> HttpResponse:
    """`/schema.json`: the JSON Schema of every object."""
    return formats.published(request, json_schema(), content_type="application/schema+json")


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """`/openapi.json`: OpenAPI 3.1 of every address made for programs."""
    return formats.published(request, description())
