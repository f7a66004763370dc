"""The network of a client, by which strangers are counted."""

import ipaddress


def network_of(address: str) -> str:
    """The address; of IPv6 its /64, within which one machine may take any."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket without an address
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
