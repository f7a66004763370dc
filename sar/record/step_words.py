"""The words of a deployment's steps in the sentences of the record."""

STEPS = {
    "depart": "departed",
    "mobilise": "is made ready",
    "get-underway": "got under way",
    "proceed": "proceeds to the scene",
    "unable": "cannot come",
    "arrive": "arrived on scene",
    "refuel": "went to refuel",
    "resume": "is back on scene",
    "load": "took persons aboard",
    "embark": "embarked persons",
    "deliver": "delivered persons",
    "release": "was released",
    "return": "is on its way home",
    "returned": "is home again",
    "recall": "was recalled by its owner",
    "call-away": "was called away to real work",
    "stand-down": "was stood down",
    "divert": "is wanted elsewhere: a diversion was proposed",
    "consent-divert": "is diverted with its owner's consent",
    "decline-divert": "stays: its owner declined the diversion",
    "withdraw-divert": "stays: the proposed diversion was withdrawn",
    "extend": "is bound until another time",
    "transfer": "handed persons over",
    "receive": "took persons over",
    "lose-carrier": "lost its carrier",
    "uncount": "has its persons counted anew",
    "found-dead": "found dead persons",
    "died": "has persons aboard who died",
    "born": "has a birth aboard",
    "back-in-water": "has persons in the water again",
    "headcount": "has its persons counted by kind",
    "heard": "was heard",
    "promise": "has a new time of arrival",
    "case-closed": "is needed no more",
}

COUNTED_STEPS = {
    "load": "took {persons} aboard",
    "embark": "took {persons} aboard",
    "deliver": "landed {persons}",
    "found-dead": "found {persons} dead",
    "died": "reports that {persons} died after they were recovered",
    "born": "reports {persons} born aboard",
    "back-in-water": "reports {persons} in the water again",
}
"""The same with the number of persons."""


def step_in_words(action: str, *, persons: int | None, aboard: int | None, place: str) -> str:
    """A step, with its numbers where it counts: `took 8 aboard, 12 now`."""
    where = f" at {place}" if place else ""
    if persons is None or action not in COUNTED_STEPS:
        return STEPS.get(action, action) + (where if action in ("refuel", "deliver") else "")
    said = COUNTED_STEPS[action].format(persons=persons)
    still = "now" if action in ("load", "embark") else "still aboard"
    now = "" if aboard is None else f", {aboard} {still}"
    return f"{said}{where}{now}"


def plain(word: str) -> str:
    """A word of a table as people write it: `on_scene` is on scene."""
    return "under way" if word == "underway" else word.replace("_", " ")
