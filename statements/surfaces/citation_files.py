"""Citations in the formats of reference managers: BibTeX, RIS, CSL-JSON and text; each one entry in one file."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from statements.choices import RecordKind, SourceKind
from statements.record import naming
from statements.surfaces.citations import Citation

# Everything else goes by the format's most general type, with the kind in words beside it.
BIBTEX_TYPES = {SourceKind.BOOK.value: "book"}
RIS_TYPES = {
    RecordKind.CLAIM.value: "ELEC",
    RecordKind.STATEMENT.value: "ELEC",
    SourceKind.ARTICLE.value: "NEWS",
    SourceKind.BOOK.value: "BOOK",
    SourceKind.JUDGMENT.value: "CASE",
    SourceKind.POST.value: "BLOG",
    SourceKind.REPORT.value: "RPRT",
    SourceKind.WEB_PAGE.value: "ELEC",
}
CSL_TYPES = {
    RecordKind.CLAIM.value: "entry",
    SourceKind.ARTICLE.value: "article-newspaper",
    SourceKind.BOOK.value: "book",
    SourceKind.JUDGMENT.value: "legal_case",
    SourceKind.SPEECH.value: "speech",
    SourceKind.BROADCAST.value: "broadcast",
    SourceKind.POST.value: "post",
    SourceKind.REPORT.value: "report",
    SourceKind.WEB_PAGE.value: "webpage",
}
# BibTeX counts braces even behind a backslash, so that they are spelt out.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{special: f"\\{special}" for special in "&%$#_"},
    }
)
LIGATURES = re.compile(r"([-'`,<>])(?=\1)|[?!](?=`)")  # pairs that LaTeX would make one character of
IN_ADDRESSES = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")  # all at which some reader breaks a line


@dataclass(frozen=True)
class Form:
    """A format: what it is called, its media type, and how a citation is written in it."""

    label: str
    media_type: str
    write: Callable[[Citation], str]
    is_saved: bool = True


def bibtex(citation: Citation) -> str:
    """One entry in BibTeX, UTF-8; `date`, `bookauthor`, `version` and `urldate` are fields of biblatex.

    Names stand in braces of their own, since nobody here knows which part is the family's.
    """
    is_ours = citation.record != RecordKind.SOURCE
    fields = {
        "author": _bibtex_names(citation.authors),
        "title": _latex(citation.title),
        "booktitle": _latex(citation.container),
        "bookauthor": _bibtex_names(citation.container_authors),
        "howpublished" if is_ours else "publisher": _latex(citation.publisher),
        "type": _latex(citation.genre),
        "date": citation.edtf,
        "year": citation.day[0] if citation.day else "",
        "version": f"Revision {citation.revision}",
        "language": citation.language,
        "abstract": _latex(citation.abstract),
        "note": _latex(citation.note),
        "url": citation.url.translate(IN_ADDRESSES),
        "urldate": citation.accessed,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = BIBTEX_TYPES.get(citation.kind, "misc")
    return f"@{kind}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def ris(citation: Citation) -> str:
    """One reference in RIS: a tag and a value on each line, CRLF, no line end inside a value."""
    day = "/".join([*citation.day, "", "", ""][:3]) + "/" if citation.day else ""
    tags = [
        ("TY", RIS_TYPES.get(citation.kind, "GEN")),
        ("ID", citation.key),
        *(("AU", name) for name in citation.authors),
        *(("A2", name) for name in citation.container_authors),
        ("TI", citation.title),
        ("T2", citation.container),
        ("PB", citation.publisher),
        ("M3", citation.genre),
        ("PY", citation.day[0] if citation.day else ""),
        ("DA", day),
        ("LA", citation.language),
        ("ET", f"Revision {citation.revision}"),
        ("AB", citation.abstract),
        ("N1", citation.note),
        ("DB", citation.archive),
        ("AN", citation.ref),
        ("UR", citation.url),
        ("Y2", citation.accessed.replace("-", "/")),
    ]
    lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags if value]
    return "".join([*lines, "ER  - \r\n"])


def csl(citation: Citation) -> str:
    """One item of CSL-JSON, in a list as the schema asks for."""
    item = {
        "id": citation.key,
        "type": CSL_TYPES.get(citation.kind, "document"),
        "author": _csl_names(citation.authors),
        "title": citation.title,
        "container-author": _csl_names(citation.container_authors),
        "container-title": citation.container,
        "publisher": citation.publisher,
        "genre": citation.genre,
        "issued": _csl_date(citation),
        "language": citation.language,
        "version": f"Revision {citation.revision}",
        "abstract": citation.abstract,
        "note": citation.note,
        "archive": citation.archive,
        "archive_location": citation.ref,
        "URL": citation.url,
        "accessed": {"date-parts": [_numbers(citation.accessed.split("-"))]} if citation.accessed else None,
    }
    stated = {name: value for name, value in item.items() if value}
    return json.dumps([stated], ensure_ascii=False, indent=2) + "\n"


def text(citation: Citation) -> str:
    """The citation as one line to copy."""
    return f"{citation.text}\n"


FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
    "txt": Form("Text", "text/plain; charset=utf-8", text, is_saved=False),
}


def _latex(value: str) -> str:
    return LIGATURES.sub(r"\g<0>{}", _one_line(value).translate(LATEX))


def _bibtex_names(names: Iterable[str]) -> str:
    return " and ".join(f"{{{_latex(name)}}}" for name in names)


def _one_line(value: str) -> str:
    return LINE_ENDS.sub(" ", value).strip()


def _csl_names(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _csl_date(citation: Citation) -> dict[str, object] | None:
    """The date in numbers; in words where those cannot say it."""
    if citation.day:
        return {"date-parts": [_numbers(citation.day)]}
    words = naming.date_words(citation.date)
    return {"literal": words} if words else None


def _numbers(parts: Iterable[str]) -> list[int]:
    return [int(part) for part in parts]
