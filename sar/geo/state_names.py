"""Names of States and parties for sentences, by code, as the directory gives them.

The only source is the directory, where the operator lists each party under the name it goes by:
the platform brings no names of States of its own, so that none is in it that a ministry would
object to. A code without a listed name stands for itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class StateNames:
    """The listed names, by code."""

    by_code: Mapping[str, str] = field(default_factory=dict)

    def of(self, code: str) -> str:
        """The name for a sentence; the code itself where none is listed."""
        return self.by_code.get(code, code)

    def each(self, codes: Iterable[str]) -> list[str]:
        """The names of several, in the given order."""
        return [self.of(code) for code in codes]


BY_CODE: Final = StateNames()
"""Of an empty directory: every code stands."""
