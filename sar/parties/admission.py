"""Admission of requests before any work: who is known to sign them, how many at once, how many a
minute.

A credential that was good lately says whose request it is, for counting alone (`known_callers`).
Everybody else is a stranger, counted by address.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import HTTPConnection
from starlette.types import Scope

from sar import limits
from sar.errors import Busy, TooManyAtOnce
from sar.http.bodies import READS_BY_POST, may_write
from sar.http.guard import Admitted
from sar.http.heavy_work import HeavyWork
from sar.http.lanes import AllBusyError, LaneBounds, Lanes, LaneTurn, OwnLimitError, Whose
from sar.http.loop_shares import ReadPace, ReadPaces
from sar.http.networks import network_of
from sar.http.problems import unanswered
from sar.parties import large_bodies
from sar.parties.identifying import COUNTED, count_request, credential_of, identify
from sar.parties.known_callers import KnownCaller, KnownCallers
from sar.settings import settings

REST: Final = 4.0
"""An identity that never stops writing writes for a fifth of the time (house figure, by
`bench/noise.py`)."""

OWN_READS: Final = 3
OF_IDENTITY_IN_LINE: Final = 24
"""A screen asks for a dozen things at once."""

ADMITTED: Final = "sar.admitted"
LARGE: Final = "sar.large_body"
PACE: Final = "sar.pace"
"""In the scope of a request: its turn, its room for a large body, and the pace of a read."""


def given_back(connection: HTTPConnection) -> AbstractAsyncContextManager[None]:
    """The request's turn is others' meanwhile: for one that waits and holds no connection. It has
    it again at once, as it holds by then what others wait for, or a result."""
    turn: LaneTurn | None = connection.scope.get(ADMITTED)
    return nullcontext() if turn is None else turn.given_back()


def heavy_work(connection: HTTPConnection) -> HeavyWork:
    """The heavy work of the process that answers this request."""
    admission: Admission = connection.app.state.admission
    return admission.heavy


def loop_s(connection: HTTPConnection) -> float:
    """The seconds of the loop that a read has taken until now."""
    pace: ReadPace | None = connection.scope.get(PACE)
    return 0.0 if pace is None else pace.took_s


def give_up(connection: HTTPConnection) -> None:
    """The request's turn ends: for one that goes on in another line."""
    turn: LaneTurn | None = connection.scope.get(ADMITTED)
    if turn is not None:
        turn.end()


class Admission:
    """Turns at the connections of one process, which has so many: `connections`.

    A tenth stays free of requests, two fifths of writes; one party takes two fifths at most, one
    person or key a fifth, with one write and three reads; reads of one party a fifth. Strangers
    have a fifth in all, and one address half of that; callers have the rest. All turns together
    find a connection each.
    """

    def __init__(self, connections: int) -> None:
        tenth = max(1, connections // 10)
        self._callers: Final = Lanes(
            LaneBounds(
                most=max(1, connections - 3 * tenth),
                writes=max(1, min(6 * tenth, connections - 4 * tenth)),
                party=4 * tenth,
                identity=2 * tenth,
                own_writes=1,
                rest=REST,
                own_reads=OWN_READS,
                party_reads=max(OWN_READS, 2 * tenth),
                own_waiting=OF_IDENTITY_IN_LINE,
            )
        )
        self.heavy: Final = HeavyWork(self._callers)
        self._large: Final = Lanes(large_bodies.HELD)
        self._paces: Final = ReadPaces(self._callers)
        self._strangers: Final = Lanes(
            LaneBounds(most=2 * tenth, writes=2 * tenth, party=tenth, identity=tenth, own_writes=2)
        )
        self.known: Final = KnownCallers()

    @property
    def under_way(self) -> int:
        """The number of turns that callers have."""
        return self._callers.under_way

    async def admit(self, scope: Scope) -> Admitted:
        """Counts the request, before its body is read; returns its turn, to be entered after.
        A socket's is that of its handshake.

        If a large body comes, it is found out first, once it is counted, whether the credential
        is good still, and allows what the body is sent for. Raises SlowDown where they come too
        fast; entering raises TooManyAtOnce or Busy where no turn comes in time.
        """
        connection = HTTPConnection(scope)
        known = self.known.get(credential_of(connection))
        large = large_bodies.is_coming(scope)
        network = _network(connection)
        if known is None:
            limits.take("stranger", network, per_minute=settings().stranger_requests_per_minute)
        else:
            _count(scope, known, large=large)
        if large and credential_of(connection):
            known = await self._looked_up(connection, known)
        writes = may_write(scope)
        if known is None:
            whose = Whose(network, network, writes)
            return Admitted(_turn(scope, self._strangers, whose), stranger=True)
        if COUNTED not in scope:
            _count(scope, known, large=large)
        whose = Whose(known.party, known.identity, writes)
        turn = _turn(scope, self._callers, whose)
        if writes:
            room = _turn(scope, self._large, whose, key=LARGE) if large else nullcontext()
            return Admitted(turn, stranger=False, room=room)
        self._paces.refuse_beyond(whose)
        if scope["path"] in READS_BY_POST:
            self.heavy.questions.refuse_beyond(whose.party)
        pace = scope[PACE] = self._paces.of(whose)
        return Admitted(turn, stranger=False, pace=pace)

    async def _looked_up(
        self, connection: HTTPConnection, known: KnownCaller | None
    ) -> KnownCaller | None:
        """Find whose the credential is, in a stranger's turn unless it was known; None: nobody's.
        Raises Forbidden where it is not the caller's to send such a body."""
        network = _network(connection)
        if known is None:
            turn = _turn(connection.scope, self._strangers, Whose(network, network, writes=False))
        else:
            whose = Whose(known.party, known.identity, writes=False)
            turn = _turn(connection.scope, self._callers, whose)
        async with turn:
            try:
                async with connection.app.state.sessions() as db:
                    found = await identify(connection, db)
            except (SQLAlchemyError, OSError) as error:
                if (told := unanswered(error)) is None:
                    raise
                raise told from error
        credential = credential_of(connection)
        if found is None or credential is None:
            self.known.forget(credential)
            return None
        self.known.note(credential, found.party, str(found.identity))
        large_bodies.allow(found, connection.scope["path"])
        return self.known.get(credential)


def count_page(scope: Scope) -> None:
    """Counts a request for a screen or its files; raises SlowDown where they come too fast from
    one address; a quarter of a minute's may come at once. Questions about the process itself may
    come always."""
    if scope["path"] not in _OF_OPERATION:
        network, each = _network(HTTPConnection(scope)), settings().page_requests_per_minute
        limits.take("page", network, per_minute=each, at_once=max(1, each // 4))


_OF_OPERATION: Final = frozenset({"/healthz", "/readyz", "/metrics"})


def _count(scope: Scope, known: KnownCaller, *, large: bool) -> None:
    number = large_bodies.COUNTS_AS if large else 1
    count_request(known.party, known.identity, number=number)
    scope[COUNTED] = True


def _network(connection: HTTPConnection) -> str:
    return network_of(connection.client.host if connection.client else "")


@asynccontextmanager
async def _turn(
    scope: Scope, lanes: Lanes, whose: Whose, *, key: str = ADMITTED
) -> AsyncIterator[LaneTurn]:
    try:
        async with lanes.turn(whose) as turn:
            scope[key] = turn
            yield turn
    except OwnLimitError:
        raise TooManyAtOnce from None
    except AllBusyError:
        raise Busy from None
