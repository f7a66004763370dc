"""Alerts by webhook, signed as Standard Webhooks 1.0 says, to addresses that are let out.

A contact's address is another party's text: it is looked up once, each of its addresses is judged,
and the connection goes to the one that was judged, so that no name leads into the installation's
own network. Redirections are not followed.
"""

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Collection
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import httpx2

from sar.alerts.words import AlertFailure
from sar.wire import JsonObject, canonical_bytes

STEP_S: Final = 5.0

_NAT64: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class WebhookNotAllowedError(Exception):
    """The operator does not let alerts go there."""


def key_of(secret: str) -> bytes:
    """The key of a secret as contacts have it."""
    return base64.b64decode(secret.removeprefix("whsec_"))


def signature(key: bytes, *, id_: str, at_s: int, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 over id, time and body, joined by dots."""
    signed = b".".join((id_.encode(), str(at_s).encode(), body))
    mac = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network, also where it wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in _NAT64):
            return False
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[0]
        if inner is not None:
            return False
    return address.is_global and not address.is_multicast


async def _judged(host: str, port: int, *, private_hosts: Collection[str]) -> str:
    """An address of the host that may be reached, or WebhookNotAllowedError; OSError: none is
    known."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    if host not in private_hosts and not all(map(is_public, addresses)):
        raise WebhookNotAllowedError
    return str(addresses[0])


async def post(
    url: str,
    secret: str,
    content: JsonObject,
    *,
    id_: str,
    now: datetime,
    private_hosts: Collection[str],
) -> AlertFailure | None:
    """Hand the content over; None: it was taken. The caller limits the time of the whole."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if not host or (parts.scheme != "https" and host not in private_hosts):
        return AlertFailure.NOT_ALLOWED
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = await _judged(host, port, private_hosts=private_hosts)
    except (WebhookNotAllowedError, ValueError):
        return AlertFailure.NOT_ALLOWED
    except OSError:
        return AlertFailure.NOT_REACHED
    body = canonical_bytes(content)
    at_s = int(now.timestamp())
    headers = {
        "host": parts.netloc.rpartition("@")[2],
        "content-type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": str(at_s),
        "webhook-signature": signature(key_of(secret), id_=id_, at_s=at_s, body=body),
    }
    try:
        async with (
            httpx2.AsyncClient(timeout=STEP_S, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                httpx2.URL(url).copy_with(host=address),
                content=body,
                headers=headers,
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            return None if answer.is_success else AlertFailure.REFUSED
    except httpx2.TimeoutException:
        return AlertFailure.NO_ANSWER
    except httpx2.HTTPError:
        return AlertFailure.NOT_REACHED
