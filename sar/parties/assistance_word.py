"""A State's own word on vessels of others that enter its territorial sea to assist people whose
position is known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self


class AssistanceAsks(StrEnum):
    """The State's demand on such a vessel before it enters."""

    NOTICE = "notice"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceWord:
    """By the service of the vessel; None: the State has said nothing of such, and the law holds."""

    civil: AssistanceAsks | None = None
    state: AssistanceAsks | None = None
    military: AssistanceAsks | None = None
    source: str
    dated_on: date

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """Of the party's row."""
        said = {name: stored[name] for name in ("civil", "state", "military")}
        return cls(
            **{name: AssistanceAsks(one) if one else None for name, one in said.items()},
            source=stored["source"],
            dated_on=date.fromisoformat(stored["dated_on"]),
        )

    def asks_of(self, service: str | None) -> AssistanceAsks | None:
        """Its demand on a vessel of that service; on one of which that is not told, none."""
        return {"civil": self.civil, "state": self.state, "military": self.military}.get(
            service or ""
        )

    @property
    def as_basis(self) -> str:
        """As a basis names it."""
        return f"{OWN_WORD}: {self.source}, {self.dated_on.isoformat()}"


OWN_WORD = "That State's own word"
