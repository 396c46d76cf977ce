"""Which network addresses may be visited: those that everybody can reach, and no others.

The networks are those of the IANA registries of special-purpose addresses (IPv4 and IPv6, RFC 6890 and its
successors) that are not globally reachable. `ipaddress.is_global` is not used: what it says differs between Python
versions, and it does not look into addresses that embed another one.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from contentlint.text.hostnames import as_ascii

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers (RFC 6598); cloud metadata at some providers
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_METADATA = frozenset(
    ipaddress.IPv4Address(address)
    for address in ("168.63.129.16", "100.100.100.200")  # public by number, inside a cloud only
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48")
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_6TO4 = ipaddress.IPv6Network("2002::/16")


def is_public(address: Address) -> bool:
    """True for an address that is reachable from anywhere, so that visiting it tells nobody's secrets.

    Of IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4) that one is judged; Teredo and the old
    compatible form, which nobody publishes pages at, are refused.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address not in _METADATA and not any(address in network for network in _V4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address in _6TO4:
        return is_public(ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF))
    return address in _GLOBAL_V6 and not any(address in network for network in _V6)


def host_of(url: str) -> str:
    """The host of an address, in lower case; the empty string when it has none or is no address. Never raises."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def host_matches(host: str, patterns: tuple[str, ...]) -> bool:
    """True when a host is one of `patterns`: names, or `*.name` for everything below a name."""
    host = _plain(host)
    return any(host.endswith(_plain(p[1:])) if p.startswith("*.") else host == _plain(p) for p in patterns)


def why_no_pattern(pattern: str) -> str:
    """Why a text is no pattern of `host_matches`, in words; the empty string for one that is."""
    name = pattern.removeprefix("*.")
    try:
        ipaddress.ip_address(_plain(name))
        return "" if name == pattern else "an address of numbers has nothing below it"
    except ValueError:
        pass
    if re.fullmatch(r"\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?", as_ascii(name)):
        return ""
    return "write the name of a host, or *.name for all below that name; no other pattern, and no port or path"


def _plain(host: str) -> str:
    return as_ascii(host).rstrip(".").strip("[]")
