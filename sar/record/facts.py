"""Base of facts: something that has happened, in the past tense, with its English sentence."""

from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from sar.geo.state_names import BY_CODE, StateNames
from sar.time_words import span_text

Thing = Literal[
    "party",
    "centre",
    "limit",
    "agreement",
    "asset",
    "fuel_point",
    "ship",
    "incident",
    "request",
    "offer",
    "deployment",
    "clearance",
    "muting",
    "distress_report",
]
"""Kinds of things in a party's picture."""


PARTIES: Final = ("party", "territory", "grantee", "claimed_by", "by", "lead")
"""The fields of facts that hold the codes of parties: a sentence says their names."""


class Fact(BaseModel):
    """Base of the facts. `id` is of the thing it is about, `about` what people call it.

    Fields hold only what everyone told may read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    thing: ClassVar[str]
    says: ClassVar[str]
    id: UUID | str
    about: str

    @property
    def type(self) -> str:
        """The fact's name, as readers see it."""
        return self.__class__.__name__

    @property
    def party_codes(self) -> list[str]:
        """The codes of the parties that the sentence names; a party that it is about too."""
        of_party = [str(self.about)] if self.thing in ("party", "muting") else []
        told = (getattr(self, name, None) for name in PARTIES)
        return [*of_party, *(code for code in told if code)]

    @property
    def sentence(self) -> str:
        """The fact in English, with parties by their codes."""
        return self.sentence_by(BY_CODE)

    def sentence_by(self, names: StateNames) -> str:
        """The fact in English, for logs and people: each State by the name it goes by."""
        codes = {name: getattr(self, name, None) for name in PARTIES}
        named = {name: names.of(code) for name, code in codes.items() if code is not None}
        if self.thing in ("party", "muting"):
            named["about"] = names.of(self.about)
        said = self.model_copy(update=named)
        return " ".join(said.says.format(**said.spoken()).split())

    def spoken(self) -> dict[str, Any]:
        """The fields as the sentence says them: a span of minutes in words."""
        found = self.model_dump(mode="json")
        if "minutes" in found:
            found["minutes"] = span_text(found["minutes"])
        return found


class PictureChanged(Fact):
    """The entry of a reader that may not read the fact itself: only that its picture changed."""

    thing = "record"
    says = "The picture changed."


class RecordErased(Fact):
    """`seal`: the hash over the payloads of the act, by number and slot."""

    thing, says = "record", "What was told in an entry ({what}, {said_at}) was erased: {reason}"
    what: str
    said_at: str
    reason: str
    seal: str = ""
