"""The pace of match questions: while another party is served, those of one party begin so far apart
that together they take a part of the process.

One question is quick, on the loop and beside it; hundreds after one another slow every request of
others. Each is counted by the processor's time that it takes.
"""

import math
from typing import Final

from sar.errors import PartySlowDown
from sar.http.lanes import Lanes
from sar.http.loop_shares import OTHERS_WITHIN_S, Share, Taken

OF_QUESTIONS: Final = Share(0.25, 0.2)
"""Some ten to twenty questions at once."""
EXPECTED_S: Final = 0.01
"""A question that waits or is under way is taken to need so much, until it is known."""
PATIENCE_S: Final = 3.0
"""Nobody waits for longer: it is told so at once (house figures)."""


class QuestionPace:
    """The time of one process that the questions of each party have taken; without `lanes` nobody
    waits."""

    def __init__(self, lanes: Lanes | None = None) -> None:
        self._lanes: Final = lanes
        self._taken: Final = Taken(OF_QUESTIONS)

    def refuse_beyond(self, party: str) -> None:
        """Raise PartySlowDown where a question would wait too long before it begins."""
        if (wait_s := self._wait_s(party)) > PATIENCE_S:
            raise PartySlowDown(math.ceil(wait_s - PATIENCE_S))

    def begin(self, party: str) -> float:
        """The seconds until a question of the party may begin; its place is kept until `end`.
        Raises as `refuse_beyond`, and keeps none then."""
        self.refuse_beyond(party)
        wait_s = self._wait_s(party)
        self._taken.add(party, EXPECTED_S)
        return wait_s

    def end(self, party: str, loop_s: float) -> None:
        """One that has begun is over, and took so much of the loop."""
        self._taken.add(party, -EXPECTED_S)
        self.took(party, loop_s)

    def took(self, party: str, s: float) -> None:
        """Count so many seconds of a processor, if another party is served."""
        if self._serves_others(party):
            self._taken.add(party, s)

    def _wait_s(self, party: str) -> float:
        if not self._serves_others(party):
            return 0.0
        return max(0.0, self._taken.rest_s(party))

    def _serves_others(self, party: str) -> bool:
        return self._lanes is not None and self._lanes.serves_others(
            party, within_s=OTHERS_WITHIN_S
        )
