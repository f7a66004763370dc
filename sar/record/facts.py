"""Base of facts: something that has happened, in the past tense, with its English sentence."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Thing = Literal[
    "party",
    "centre",
    "limit",
    "agreement",
    "asset",
    "ship",
    "incident",
    "request",
    "offer",
    "deployment",
    "clearance",
    "muting",
]
"""Kinds of things in a party's picture."""


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
    def sentence(self) -> str:
        """The fact in English, for logs and people."""
        return self.says.format(**self.spoken())

    def spoken(self) -> dict[str, Any]:
        """The fields as the sentence says them."""
        return self.model_dump(mode="json")


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
