"""API shapes: what is sent to make answer links, and by the page of a link."""

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.plain_fields import At
from sar.requests.answer_links.link_rules import CODE_DIGITS, WORDED
from sar.requests.words import LinkAnswer
from sar.text_fields import Line, Named
from sar.wire import Body

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class CentreLinkBody(Body):
    """Make a link by which an addressed centre that has not joined answers."""

    id: UUID = Field(default_factory=uuid7)
    centre_id: UUID


class CentreCodeBody(Body):
    """Make a code for the link of an addressed centre."""

    id: UUID = Field(default_factory=uuid7)
    centre_id: UUID


class WithdrawLinkBody(Body):
    """Withdraw the link of an addressed centre."""

    centre_id: UUID


class ClearanceLinkBody(Body):
    """Make a link by which a State that has not joined answers."""

    id: UUID = Field(default_factory=uuid7)


_DIGITS: Final = {
    ord(script[n]): str(n) for script in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for n in range(10)
}
"""The digits of keyboards in Arabic and Persian, by code point."""


def _folded(code: object) -> object:
    return code.translate(_DIGITS) if isinstance(code, str) else code


class LinkCodeBody(Body):
    """The code that was spoken by voice; blanks between its digits do not count, and they may be
    typed on an Arabic or Persian keyboard. `opening`: an id that the page makes for itself and
    keeps to itself; the same code with the same one opens the link again, for who did not hear
    that it was opened."""

    code: Annotated[
        str,
        BeforeValidator(_folded),
        StringConstraints(strip_whitespace=True, pattern=r"^([0-9] ?){6}$", max_length=12),
    ]
    opening: UUID | None = None

    @property
    def digits(self) -> str:
        """The code itself."""
        digits = self.code.replace(" ", "")
        assert len(digits) == CODE_DIGITS  # noqa: S101 the pattern has so many
        return digits


class LinkAnswerBody(Body):
    """The centre's answer by its link. `function` is who answers there (duty officer, deputy),
    never a name; `there`: when what is offered would be there, in words; `valid_until`: the end of
    a State's grant, null: it names none."""

    id: UUID
    answer: LinkAnswer
    function: Named
    said: Words = ""
    there: Line = ""
    valid_until: At | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.answer in WORDED and len(self.said) < 3:
            raise PydanticCustomError("says_nothing", "say what is offered, or why not")
        return self

    @model_validator(mode="after")
    def _ends_a_grant(self) -> Self:
        if self.valid_until is not None and self.answer is not LinkAnswer.GRANTED:
            raise PydanticCustomError("end_without_grant", "an end belongs to a grant alone")
        return self
