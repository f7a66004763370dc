"""The reasons why an attempt on a way comes to nothing: real servers on loopback."""

from uuid import UUID

import pytest
from pydantic import SecretStr

from sar.alerts.alert_text import AlertText
from sar.alerts.ways import Letter, Ways
from sar.alerts.words import AlertChannel
from sar.settings import settings
from tests.receivers import HookReceiver, MailReceiver, receiving
from tests.running import free_port
from tests.world import START

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]
"""The library of gateways loads it."""


@pytest.mark.parametrize(
    ("channel", "address", "failure"),
    [
        ("sms", "json://127.0.0.1:{closed}/?-to={{to}}", "not_reached"),
        ("sms", "json://127.0.0.1:{hook}/?-to={{to}}", "refused"),
        ("email", "smtp://127.0.0.1:{closed}/?from=sar@example.int", "not_reached"),
        ("email", "smtp://127.0.0.1:{mail}/?from=sar@example.int", "way_refused"),
        ("email", "smtp://127.0.0.1:{mail}/?from=sar@example.int&starttls=no", "refused"),
        ("email", "smtp://sar:x@127.0.0.1:{mail}/?from=s@example.int&starttls=no", "way_refused"),
        ("push", "", "not_configured"),
    ],
)
async def test_why_an_attempt_comes_to_nothing(channel: str, address: str, failure: str) -> None:
    """The mail server knows neither TLS nor names, and the gateway answers 500."""
    to = "nobody@example.int"
    letter = Letter(
        id=UUID(int=1),
        channel=AlertChannel(channel),
        address=to,
        text=AlertText("SAR", "SAR"),
        reference="REQ",
        exercise=True,
        at=START,
    )
    with receiving(MailReceiver(refuses={to})) as mail, receiving(HookReceiver()) as hook:
        hook.status = 500
        ports = {"closed": free_port(), "hook": hook.port, "mail": mail.port}
        given = {f"alert_{channel}": SecretStr(address.format(**ports)) if address else None}
        ways = Ways(settings().model_copy(update=given))
        assert await ways.hand_over(letter) == failure
        ways.close()
