"""A contact of a centre as an attempt finds it: whether it is reached still, in which language, and
the number that it is asked to call."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sar.alerts.models import Alert
from sar.alerts.words import AlertChannel, AlertFailure
from sar.languages.accepting import first_other, language_of
from sar.languages.phrasing import OtherWording
from sar.languages.po_files import wording_in
from sar.parties.models import Centre

NUMBERS: Final = ("telephone", "satellite")
"""The channels of contacts that an alert can ask to call."""


def contact_now(
    contacts: Sequence[Mapping[str, Any]], alert: Alert, *, exercise: bool
) -> Mapping[str, Any] | AlertFailure:
    """The contact as its centre lists it now; or why it is reached no more."""
    same = [
        one for one in contacts if (one["channel"], one["value"]) == (alert.channel, alert.address)
    ]
    reached = [one for one in same if one.get("in_exercises") or not exercise]
    if reached:
        return reached[0]
    return AlertFailure.CONTACT_UNMARKED if same else AlertFailure.CONTACT_GONE


def wording_for(
    channel: AlertChannel, contact: Mapping[str, Any], centre: Centre
) -> OtherWording | None:
    """The language that an e-mail has beneath its English: the contact's by the directory, else its
    centre's first one."""
    if channel is not AlertChannel.EMAIL:
        return None
    own = language_of(contact.get("language") or "")
    chosen = own or first_other(centre.languages)
    return None if chosen is None else wording_in(chosen)


def number_of(centre: Centre) -> str:
    """The number at which the centre is called first."""
    numbers = (one["value"] for one in centre.contacts if one["channel"] in NUMBERS)
    return next(islice(numbers, 1), "")
