"""Findings of the rules of matching, each with its basis: a clause, or an instrument of law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sar.agreements.clauses import Basis, Ruling
from sar.geo.state_names import BY_CODE, StateNames
from sar.matching.words import Verdict
from sar.parties.assistance_word import OWN_WORD, AssistanceWord
from sar.parties.treaty_law import BOUND, NOT_BOUND, instrument_of_2004

SAR_CONVENTION: Final = "SAR 1979"
UNCLOS: Final = "UNCLOS"
SOLAS: Final = "SOLAS 1974"
CHICAGO: Final = "Chicago 1944"
OPRC: Final = "OPRC 1990"

_INSTRUMENT_OF: Final = {
    "SAR Convention": SAR_CONVENTION,
    "UNCLOS": UNCLOS,
    "SOLAS": SOLAS,
    "Chicago Convention": CHICAGO,
    "OPRC": OPRC,
}
_GUIDANCE: Final = ("MSC", "IAMSAR", "House figure", "House rule", "UN General Assembly", OWN_WORD)

Treaties = Mapping[str, Mapping[str, str]]
"""By party: its status under each instrument, as the directory gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFacts:
    """The directory's facts of parties that findings cite: treaties, and names for sentences."""

    treaties: Treaties
    names: StateNames
    assistance: Mapping[str, AssistanceWord] = field(default_factory=dict)
    """Their own words on vessels that enter to assist."""


UNLISTED: Final = DirectoryFacts(treaties={}, names=BY_CODE)
"""Of an empty directory."""


class Binds(StrEnum):
    """The parties of a decision, of the two, that an instrument binds."""

    BOTH = "both"
    ONE = "one"
    NEITHER = "neither"
    GUIDANCE = "guidance"
    NOT_STATED = "not_stated"
    """The directory does not say whether they are parties to it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause (agreement, version, article) or an instrument, and whom it binds."""

    binds: Binds
    agreement: str | None = None
    version: int | None = None
    article: str | None = None
    instrument: str | None = None


def clause(basis: Basis) -> Citation:
    """The citation of an agreement's clause: it is in force, so both have signed it."""
    return Citation(Binds.BOTH, basis.agreement, basis.version, basis.article)


def instrument(
    text: str, *, between: tuple[str, str | None], directory: DirectoryFacts
) -> Citation:
    """The citation of a rule of law; `between` names the two parties (the second may be none)."""
    return Citation(_binds(text, between, directory.treaties), instrument=text)


def ruling(made: Ruling, *, between: tuple[str, str | None], directory: DirectoryFacts) -> Citation:
    """The basis of a ruling: the winning clause, or else the law that it names."""
    if made.winner is not None:
        return clause(made.winner)
    return instrument(made.source, between=between, directory=directory)


def _binds(text: str, between: tuple[str, str | None], treaties: Treaties) -> Binds:
    if text.startswith(_GUIDANCE):
        return Binds.GUIDANCE
    name = instrument_of_2004(text) or next(
        (name for start, name in _INSTRUMENT_OF.items() if text.startswith(start)), None
    )
    parties = [party for party in between if party is not None]
    statuses = [treaties.get(party, {}).get(name or "") for party in parties]
    bound = sum(status in BOUND for status in statuses)
    if bound + sum(status in NOT_BOUND for status in statuses) < len(statuses):
        return Binds.NOT_STATED
    if bound == len(statuses):
        return Binds.BOTH
    return Binds.ONE if bound else Binds.NEITHER


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a remedy: stable code, parameters, English sentence and basis."""

    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)
    basis: Citation | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason; `against` is the verdict that it forces, if any, and `remedy` would then make the
    asset eligible."""

    reason: Remark
    against: Verdict | None = None
    remedy: Remark | None = None


def unsuited(code: str, sentence: str, params: Mapping[str, Any], remedy: Remark) -> Finding:
    """A reason that makes it not suited."""
    return Finding(Remark(code, sentence, params), Verdict.NOT_SUITED, remedy)


def lost(ruling: Ruling) -> dict[str, Any]:
    """The losing clauses, for the parameters of a reason; nothing without any."""
    return {"lost": [basis.label for basis in ruling.losers]} if ruling.losers else {}
