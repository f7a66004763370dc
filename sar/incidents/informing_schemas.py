"""Request bodies of who is told of a case: parties that it is kept from, centres told by voice."""

from typing import Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from sar.plain_fields import At
from sar.text_fields import Line, Named, PartyCode, Reason
from sar.wire import Body


class KeepFromBody(Body):
    """A party that is not to be told of the case, and why; or no longer, and why."""

    party: PartyCode
    reason: Reason


class KeepFromNoMoreBody(Body):
    """A party that may be told after all, or words that name none and mean nobody any more; and
    why."""

    party: PartyCode | None = None
    word: Line = ""
    reason: Reason

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.party is None) is (self.word == ""):
            raise PydanticCustomError(
                "party_or_word", "names either a party or the words that name none"
            )
        return self


class ToldByVoiceBody(Body):
    """A listed centre was told of the case by voice: the `function` of who was spoken with, the
    words said, and when (now, unless given)."""

    centre_id: UUID
    function: Named
    said: Reason
    at: At | None = None
