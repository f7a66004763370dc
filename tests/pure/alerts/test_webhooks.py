"""Webhooks: the signature by a second opinion, and addresses that nothing is sent to."""

import base64
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from sar.alerts import webhooks
from sar.alerts.words import AlertFailure

pytestmark = pytest.mark.anyio

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@given(body=st.text(max_size=200), at_s=st.integers(1, 2**37))
def test_the_signature_is_that_of_the_reference_library(body: str, at_s: int) -> None:
    theirs = Webhook(SECRET).sign("msg_1", datetime.fromtimestamp(at_s, UTC), body)
    key = webhooks.key_of(SECRET)
    assert webhooks.signature(key, id_="msg_1", at_s=at_s, body=body.encode()) == theirs


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07::1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fd00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b:1::a00:1", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_let_out(address: str, public: bool) -> None:
    assert webhooks.is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.215.14/x", "https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x",
        "https://169.254.169.254/latest/meta-data", "https://0x7f000001/", "https://2130706433/",
        "https://[::ffff:127.0.0.1]:8080/", "ftp://example.int/", "https:///nowhere",
    ],
)  # fmt: skip
async def test_nothing_is_sent_into_the_own_network(url: str) -> None:
    failure = await webhooks.post(
        url, SECRET, {}, id_="1", now=datetime.now(UTC), private_hosts=frozenset()
    )
    assert failure is AlertFailure.NOT_ALLOWED
