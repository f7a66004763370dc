"""The kinds of fields that bodies of every package take: instants, and yes or no."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def _only_text(value: Any) -> Any:
    if not isinstance(value, str | datetime):
        raise PydanticCustomError("not_an_instant", "must be a time like 2026-10-11T12:26:00Z")
    return value


def _within_reason(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise PydanticCustomError("year_out_of_range", "is not within the years 2000 to 2199")
    return value.astimezone(UTC)


At = Annotated[AwareDatetime, BeforeValidator(_only_text), AfterValidator(_within_reason)]
Flag = Annotated[bool, Field(strict=True)]
