"""Terms as the pure tests make them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from sar.agreements.clauses import TermPlain
from sar.agreements.versions import VersionInstants

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
DAY = timedelta(days=1)
IN_FORCE = VersionInstants(valid_from=NOW - DAY, proposed_at=NOW - DAY, signed_at=NOW - DAY)


def term(article: str = "Art. 1", *, agreement: str = "MED", **fields: Any) -> TermPlain:
    """A term in force between ITA, MLT and TUN that says nothing yet."""
    ordinal = fields.pop("ordinal", 1)
    usual: dict[str, Any] = {
        "id": UUID(int=hash((agreement, article, ordinal)) % 2**128),
        "agreement": agreement,
        "agreement_id": UUID(int=hash(agreement) % 2**128),
        "version": 1,
        "version_id": UUID(int=hash((agreement, 1)) % 2**128),
        "ordinal": ordinal,
        "article": article,
        "parties": frozenset({"ITA", "MLT", "TUN"}),
        "instants": IN_FORCE,
    }
    return TermPlain(**(usual | fields))


def articles(bases: Any) -> list[str]:
    """The articles of some clauses, in order."""
    return [basis.article for basis in bases]


def several(words: Iterable[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of them, each once."""
    return st.lists(st.sampled_from(list(words)), unique=True, max_size=most).map(tuple)
