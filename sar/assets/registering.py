"""Rules of the register beyond the shape of the input."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sar.assets.catalogue import Figures, type_of
from sar.assets.redaction import figures_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one field."""

    field: str
    code: str
    reason: str


def faults_of(
    *,
    type_code: str,
    overrides: Mapping[str, Any],
    quantity: int,
    readiness_until: datetime | None,
    now: datetime,
) -> list[Fault]:
    """Everything that does not fit together; empty when all does."""
    faults = list(_figures(type_code, overrides))
    if quantity > 1 and not type_of(type_code).divisible:
        faults.append(
            Fault("quantity", "not_divisible", "must be 1 for a unit: register each one by itself")
        )
    if readiness_until is not None and readiness_until <= now:
        faults.append(Fault("readiness_until", "in_the_past", "has passed already"))
    return faults


_ASCENDING = (
    ("cruise_kn", "max_kn"),
    ("response_kn", "max_kn"),
    ("cruise_kn", "response_kn"),
    ("capacity_normal", "capacity_extreme"),
)


def _figures(type_code: str, overrides: Mapping[str, Any]) -> Iterator[Fault]:
    """Figures that contradict each other, the type's own included where none is given."""
    yield from contradicting(figures_of(overrides, type_of(type_code)), "overrides", overrides)


def contradicting(
    figures: Figures, at: str, told: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[Fault]:
    """Figures that contradict each other; of two, the one told is named."""
    for lower, upper in _ASCENDING:
        least, most = getattr(figures, lower), getattr(figures, upper)
        if least is not None and most is not None and least > most:
            named = lower if lower in told else upper
            yield Fault(
                f"{at}.{named}",
                "figures_contradict",
                f"makes {lower} ({least:g}) more than {upper} ({most:g}): set both",
            )
