"""What an OAI-PMH 2.0 request asks for: its arguments checked one by one, and the tokens by which long lists go on."""

import base64
import binascii
import datetime
import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from django.http import QueryDict

from statements.catalogue.harvest import SETS, Harvest, Place, earliest
from statements.surfaces.oai_formats import MAKERS

TOKEN = "resumptionToken"  # noqa: S105 - the name of an argument
LISTING = ({"metadataPrefix"}, {"from", "until", "set"}, TOKEN)
# By verb: which arguments it needs, which it may have, and which it may have instead of all others.
RULES: dict[str, tuple[set[str], set[str], str]] = {
    "Identify": (set(), set(), ""),
    "ListMetadataFormats": (set(), {"identifier"}, ""),
    "ListSets": (set(), set(), TOKEN),
    "GetRecord": ({"identifier", "metadataPrefix"}, set(), ""),
    "ListIdentifiers": LISTING,
    "ListRecords": LISTING,
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_LARGEST = 2**63  # what no database holds cannot be the place of a record


class ProtocolError(Exception):
    """A request that the protocol answers with one of its errors; `code` is the protocol's word for it."""

    def __init__(self, code: str, why: str) -> None:
        self.code = code
        super().__init__(why)


@dataclass(frozen=True)
class Listing:
    """A list that is asked for, from a place on; `met` records came before it."""

    prefix: str
    harvest: Harvest
    place: Place | None = None
    met: int = 0

    def token(self, verb: str, place: Place, met: int) -> str:
        """What the next request gives to go on after a place: the whole question, so that nothing has to be kept."""
        asked = [verb, self.prefix, self.harvest.set_name, self.harvest.since, self.harvest.until, place, met]
        return base64.urlsafe_b64encode(json.dumps(asked, separators=(",", ":")).encode()).decode().rstrip("=")


def arguments(given: QueryDict) -> dict[str, str]:
    """The arguments of a request by name, its verb among them. Raises badVerb or badArgument."""
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in RULES:
        raise ProtocolError("badVerb", f"verb: give one of {', '.join(RULES)}, once.")
    needed, allowed, instead = RULES[verbs[0]]
    names = set(given) - {"verb"}
    for name in sorted(names):
        if name not in needed | allowed | {instead}:
            raise ProtocolError("badArgument", f"{name[:60]}: {verbs[0]} has no such argument.")
        if len(given.getlist(name)) > 1 or not given[name]:
            raise ProtocolError("badArgument", f"{name}: must be given once, with a value.")
    if instead in names and len(names) > 1:
        raise ProtocolError("badArgument", f"{instead}: must be the only argument beside the verb.")
    if missing := sorted(needed - names) if instead not in names else []:
        raise ProtocolError("badArgument", f"{missing[0]}: is missing.")
    return {name: str(given[name]) for name in ("verb", *sorted(names))}


def listing(asked: dict[str, str]) -> Listing:
    """The list that ListRecords or ListIdentifiers asks for. Raises what the protocol has for a question it cannot."""
    if TOKEN in asked:
        return _resumed(asked["verb"], asked[TOKEN])
    known_prefix(asked["metadataPrefix"])
    since, until = _period(asked.get("from", ""), asked.get("until", ""))
    if asked.get("set", "") not in ("", *SETS):
        raise ProtocolError("noRecordsMatch", f"set: there is none but {', '.join(SETS)}.")
    since = since if since > earliest() else ""  # all that there is has no need of a period
    return Listing(asked["metadataPrefix"], Harvest(asked.get("set", ""), since, until))


def known_prefix(prefix: str) -> str:
    """The prefix of a form in which every record can be had. Raises cannotDisseminateFormat for any other."""
    if prefix not in MAKERS:
        raise ProtocolError("cannotDisseminateFormat", f"metadataPrefix: there is none but {', '.join(MAKERS)}.")
    return prefix


def refuse_token() -> NoReturn:
    """Raise badResumptionToken, also where a list is never long enough for one."""
    raise ProtocolError("badResumptionToken", f"{TOKEN}: was not made by this archive for this list.")


def _period(since: str, until: str) -> tuple[str, str]:
    """The first and the last second of a period given by days or by seconds; empty where it is open."""
    if since and until and len(since) != len(until):
        raise ProtocolError("badArgument", "from, until: one has days and the other seconds.")
    first, last = _second("from", since, "T00:00:00Z"), _second("until", until, "T23:59:59Z")
    if first and last and first > last:
        raise ProtocolError("badArgument", "from: is later than until.")
    return first, last


def _second(name: str, given: str, time: str) -> str:
    whole = f"{given}{time}" if _DAY.fullmatch(given) else given
    if whole and not _is_second(whole):
        raise ProtocolError("badArgument", f"{name}: must be like 2026-01-31 or 2026-01-31T12:00:00Z.")
    return whole


def _is_second(value: Any) -> bool:
    if not isinstance(value, str) or not _SECOND.fullmatch(value):
        return False
    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _resumed(verb: str, token: str) -> Listing:
    try:
        made_for, prefix, name, since, until, place, met = json.loads(
            base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        )
    except (binascii.Error, UnicodeError, json.JSONDecodeError, TypeError, ValueError, RecursionError):
        refuse_token()
    is_sound = (
        made_for == verb
        and prefix in list(MAKERS)
        and name in ["", *SETS]
        and all(value == "" or _is_second(value) for value in (since, until))
        and type(met) is int
    )
    if not is_sound or not _is_place(found := Harvest(name, since, until), place):
        refuse_token()
    return Listing(prefix, found, place, met)


def _is_place(found: Harvest, place: Any) -> bool:
    if not isinstance(place, list) or len(place) != len(found.order):
        return False
    *at, page = place
    return type(page) is int and 0 <= page < _LARGEST and all(map(_is_second, at))
