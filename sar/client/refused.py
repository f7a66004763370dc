"""Refusals of the API, as the client raises them (RFC 9457)."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import orjson


class Refused(Exception):  # noqa: N818 refusals have their own word
    """The platform said no. `code` is stable, `detail` is a sentence for people.

    `errors` holds every reason at once: of a 422 each with `field`, `code` and `reason`, of a 409
    each with `code`, `reason` and `params`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.errors = status, code, detail, tuple(errors)

    @classmethod
    def of(cls, status: int, body: bytes) -> Self:
        """The refusal in an answer's body; an answer that is not the platform's own, such as a
        gateway's, has its status alone."""
        try:
            problem = orjson.loads(body)
        except orjson.JSONDecodeError:
            problem = None
        if not isinstance(problem, dict):
            problem = {}
        return cls(
            status,
            problem.get("code", ""),
            problem.get("detail") or f"The answer was {status}.",
            problem.get("errors") or (),
        )
