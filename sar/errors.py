"""Every way the platform says no, as RFC 9457 problems with a stable code."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Self

from sar.geo.state_names import StateNames
from sar.languages.places import as_template, filled


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal by the rules: a value, all reasons at once, never raised by a pure module.

    `code` is stable; `params` say more for machines; `sentence` is English for people, `filled`
    where something stands in it, so that another language fills its own.
    """

    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)


class Problem(Exception):  # noqa: N818 a problem, as RFC 9457 calls it
    """Base of the platform's errors; `app` turns it into application/problem+json."""

    status = 500
    title = "The platform failed"

    def __init__(self, code: str, detail: str, **params: Any) -> None:
        super().__init__(detail)
        self.code, self.detail, self.params = code, detail, params
        self.errors: list[dict[str, Any]] = []
        self.state: str | None = None
        self.headers: dict[str, str] = {}
        self.sentences: list[str] = []

    @property
    def said(self) -> list[str]:
        """The sentences of `detail`, each by itself."""
        return self.sentences or [self.detail]

    def after(self, _waited_s: float) -> "Problem":
        """The same, answered so much later; another where it tells the seconds that are left."""
        return self


class Unauthenticated(Problem):
    """401: who are you?"""

    status, title = 401, "Sign in first"


class Forbidden(Problem):
    """403: your role may not."""

    status, title = 403, "Your role may not do this"


class NotFound(Problem):
    """404: absent or not visible to the caller; never says which."""

    status, title = 404, "Not found"

    def __init__(self, thing: str) -> None:
        super().__init__(
            "not_found", f"There is no such {thing}, or it is not visible to you.", thing=thing
        )


class LinkNotGood(Problem):
    """404: an answer link that never was, is past its time, was withdrawn, replaced or locked, or
    whose matter is over; never says which."""

    status, title = 404, "Not found"

    def __init__(self) -> None:
        super().__init__(
            "link_not_good", "This link is no longer good. Call the centre that sent it to you."
        )


class Conflict(Problem):
    """409: not now. Carries every reason, and the present state."""

    status, title = 409, "Not now"

    @classmethod
    def of(cls, refusals: list[Refusal] | Refusal, state: str | None = None) -> Self:
        """The problem for one or more refusals of the rules; the first gives the code."""
        reasons = [refusals] if isinstance(refusals, Refusal) else refusals
        problem = cls(reasons[0].code, " ".join(r.sentence for r in reasons), **reasons[0].params)
        problem.errors = [
            {"code": r.code, "reason": r.sentence, "params": dict(r.params)} for r in reasons
        ]
        problem.sentences = [r.sentence for r in reasons]
        problem.state = state
        return problem


class Stale(Problem):
    """412: the thing has changed since the version the change was based on."""

    status, title = 412, "Somebody changed it first"

    def __init__(self, *, given: int, current: int) -> None:
        super().__init__(
            "stale_version",
            filled(
                "You changed version {given}, but version {current} stands. Read it again and"
                " repeat your change.",
                given=given,
                current=current,
            ),
            given=given,
            current=current,
        )


class VersionMissing(Problem):
    """428: a change must say which version it is based on."""

    status, title = 428, "Say which version you change"

    def __init__(self) -> None:
        super().__init__(
            "version_missing", 'Send If-Match with the version you read, for example If-Match: "3".'
        )


class Malformed(Problem):
    """422: the input is wrong; `errors` name each field and reason. Nothing was done."""

    status, title = 422, "The input is not right"

    @classmethod
    def at(cls, field_name: str, code: str, reason: str, **params: Any) -> "Malformed":
        """One wrong field."""
        return cls.all([{"field": field_name, "code": code, "reason": reason, "params": params}])

    @classmethod
    def all(cls, errors: list[dict[str, Any]], *, more: int = 0) -> "Malformed":
        """Several wrong fields; each has `field`, `code`, `reason`. `more`: that many are not in
        the list."""
        first, count = errors[0], len(errors)
        if count == 1:
            reason = as_template(first["reason"])
            said = filled("{field}: {reason}", field=first["field"], reason=reason)
        elif more:
            said = filled(
                "{count} fields are not right. The first {told} are told. Nothing was kept.",
                count=count + more,
                told=count,
            )
        else:
            said = filled("{count} fields are not right. Nothing was kept.", count=count)
        problem = cls(first["code"], said, **first.get("params", {}))
        if more:
            problem.params = {**problem.params, "more": more}
        problem.errors = errors
        return problem


class TooSlow(Problem):
    """408."""

    status, title = 408, "Too slow"


class TooLarge(Problem):
    """413."""

    status, title = 413, "Too large"


class NoSuchRange(Problem):
    """416: the file has no such part (RFC 9110 15.5.17)."""

    status, title = 416, "There is no such part"

    def __init__(self, size: int) -> None:
        super().__init__(
            "no_such_range",
            filled("It has {size} bytes, and no such range of them.", size=size),
            size_bytes=size,
        )
        self.headers = {"Content-Range": f"bytes */{size}"}


class SlowDown(Problem):
    """429, with Retry-After."""

    status, title = 429, "Slow down"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            "too_many_requests",
            filled("Too many requests. Try again in {seconds} s.", seconds=retry_after_s),
            retry_after_s=retry_after_s,
        )
        self.headers = {"Retry-After": str(retry_after_s)}

    def after(self, waited_s: float) -> Problem:
        """With the seconds that are left, one at least."""
        return type(self)(_left(self, waited_s))


class PartySlowDown(SlowDown):
    """429, with Retry-After: all persons and keys of the party together ask too much."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(retry_after_s)
        self.code = "too_many_requests_of_party"
        self.detail = filled(
            "Too many requests of all persons and keys of your party together. Try again in"
            " {seconds} s.",
            seconds=retry_after_s,
        )


class TooManyToParty(Problem):
    """429, with Retry-After: some of the addressed parties are sent no more for now, and so nobody
    is sent anything. `full`: by party, why, beginning with its name, which `names` has."""

    status, title = 429, "Slow down"

    def __init__(self, full: Mapping[str, str], names: StateNames, retry_after_s: int) -> None:
        parties = sorted(full)
        called = " and ".join(names.each(parties))
        super().__init__(
            "too_many_requests_to_party",
            f"{' '.join(full[party] for party in parties)} Nothing was sent to anybody, and nothing"
            f" was changed. Call {called} by telephone; what is asked in distress is"
            f" always sent. Try again in {ceil(retry_after_s / 60)} min.",
            parties=parties,
            retry_after_s=retry_after_s,
        )
        self.headers = {"Retry-After": str(retry_after_s)}


class TooManyOffersToParty(Problem):
    """429, with Retry-After: the party is made no more unasked offers for now. `said`: why,
    beginning with its name, which `names` has."""

    status, title = 429, "Slow down"

    def __init__(self, party: str, said: str, names: StateNames, retry_after_s: int) -> None:
        super().__init__(
            "too_many_offers_to_party",
            f"{said} Nothing was offered. Call {names.of(party)} by telephone; what is offered in"
            f" distress is always sent. Try again in {ceil(retry_after_s / 60)} min.",
            party=party,
            retry_after_s=retry_after_s,
        )
        self.headers = {"Retry-After": str(retry_after_s)}


class TooMuchProposed(Problem):
    """429, with Retry-After: some parties, which `names` has, have not signed much of what the
    party has proposed; nobody knows when they do."""

    status, title = 429, "Slow down"

    def __init__(
        self, parties: Sequence[str], names: StateNames, *, versions: int, terms: int
    ) -> None:
        super().__init__(
            "too_much_proposed",
            filled(
                "{party} has not signed much of what your party has proposed to it within 30 days:"
                " at most {versions} versions and {terms} terms. Nothing is proposed.",
                party=names.of(parties[0]),
                versions=versions,
                terms=terms,
            ),
            parties=list(parties),
        )
        self.headers = {"Retry-After": "3600"}


class TooManyDoubts(Problem):
    """429, with Retry-After: each goes onto the record of every party."""

    status, title = 429, "Slow down"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            "too_many_doubts",
            filled(
                "Your party has doubted ships, or taken doubts back, too often: everybody reads"
                " each. Try again in {seconds} s, or write in the log what you doubt.",
                seconds=retry_after_s,
            ),
            retry_after_s=retry_after_s,
        )
        self.headers = {"Retry-After": str(retry_after_s)}

    def after(self, waited_s: float) -> Problem:
        """With the seconds that are left, one at least."""
        return TooManyDoubts(_left(self, waited_s))


class TooManyClaims(Problem):
    """429, with Retry-After: nobody knows when the party, which `names` has, confirms what is
    claimed of it."""

    status, title = 429, "Slow down"

    def __init__(self, party: str, names: StateNames, standing: int) -> None:
        super().__init__(
            "too_many_claims",
            filled(
                "{standing} of your claims of what {party} has said stand unconfirmed, and no more"
                " may: it confirms them by its own answers, and they end with what they answer."
                " Write in the log what it says.",
                standing=standing,
                party=names.of(party),
            ),
            field="answer",
            party=party,
            standing=standing,
        )
        self.headers = {"Retry-After": "300"}


class TooManyAtOnce(Problem):
    """429: too many of the same party, person or key are under way."""

    status, title = 429, "Slow down"

    def __init__(self, retry_after_s: int = 2) -> None:
        super().__init__(
            "too_many_at_once",
            filled(
                "Too many of your requests are under way. Try again in {seconds} s.",
                seconds=retry_after_s,
            ),
        )
        self.headers = {"Retry-After": str(retry_after_s)}

    def after(self, waited_s: float) -> Problem:
        """With the seconds that are left, one at least."""
        return TooManyAtOnce(_left(self, waited_s))


def _left(problem: Problem, waited_s: float) -> int:
    return max(1, ceil(int(problem.headers["Retry-After"]) - waited_s))


class Unavailable(Problem):
    """503, with Retry-After: nothing was done unless it says so, and the same request may be
    repeated."""

    status, title = 503, "Not available for the moment"

    def __init__(self, code: str, detail: str, retry_after_s: int = 2) -> None:
        super().__init__(code, detail)
        self.headers = {"Retry-After": str(retry_after_s)}


class TookTooLong(Unavailable):
    """503: given up, so that nobody waits without end."""

    def __init__(self, *, may_be_done: bool) -> None:
        super().__init__(
            "took_too_long",
            "This took too long and was given up. It may have been done all the same: read it"
            " again, or send it again with the same id or Idempotency-Key, and it is done once."
            if may_be_done
            else "This took too long and was given up. Nothing was done.",
        )


class Away(Unavailable):
    """503: the database does not answer."""

    def __init__(self, *, may_be_done: bool) -> None:
        super().__init__(
            "database_unavailable",
            "The database does not answer. It may have been done all the same: read it again, or"
            " send it again with the same id or Idempotency-Key, and it is done once."
            if may_be_done
            else "The database does not answer. Nothing was done; try again.",
        )


class Busy(Unavailable):
    """503: the platform is at work for others."""

    def __init__(self) -> None:
        super().__init__("busy", "The platform is busy. Nothing was done; try again.")


class ReadFirst(Busy):
    """503, where it is told: this process reads first what another has written. A request is done
    again after that."""

    def __init__(self, reading: Future[None]) -> None:
        super().__init__()
        self.reading = reading
