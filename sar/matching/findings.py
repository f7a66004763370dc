"""What the rules of matching find: reasons, remedies, and the verdict they come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sar.matching.citing import Citation
from sar.matching.words import Verdict


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a remedy: stable code, parameters, English sentence, and what it rests on."""

    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)
    basis: Citation | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason; `against` is the verdict it forces when it speaks against the asset, and
    `remedy` is what would make it eligible then."""

    reason: Remark
    against: Verdict | None = None
    remedy: Remark | None = None


def unsuited(code: str, sentence: str, params: Mapping[str, Any], remedy: Remark) -> Finding:
    """A reason that makes it not suited."""
    return Finding(Remark(code, sentence, params), Verdict.NOT_SUITED, remedy)
