"""Where webhooks may lead: to public addresses only, so that nobody makes the service knock on doors inside."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from models.refusals import RefusalError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LONGEST = 2000


class AddressError(RefusalError):
    """An address that is no webhook's, or that leads to where none may lead."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook leads: the host by its name for TLS and the Host header, `address` for the connection."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def check_url(url: str, *, private: bool) -> SplitResult:
    """The parts of a URL that may be a webhook's, unresolved. Raises AddressError.

    `https` alone, without a name or password in it; with `private` also `http` and addresses that are not public.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"{url[:200]!r} is no URL: {error}.") from error
    schemes = ("https", "http") if private else ("https",)
    if parts.scheme not in schemes or not parts.hostname or port == 0 or len(url) > LONGEST:
        raise AddressError(f"A webhook needs a URL that begins with {' or '.join(f'{each}://' for each in schemes)}.")
    if parts.username is not None or parts.password is not None:
        raise AddressError("A webhook's URL has no name or password in it; its messages are signed.")
    if any(not mark.isprintable() or mark.isspace() or not mark.isascii() for mark in url):
        raise AddressError("A webhook's URL is of visible ASCII characters.")
    literal = _literal(parts.hostname)
    if literal is not None and not private:
        _check_public(literal, parts.hostname)
    return parts


def resolve(url: str, *, private: bool) -> Target:
    """Where a URL leads now. Raises AddressError where its host has no address, or any that is not public.

    Every address is looked at, and the connection is made to the one that was: a name that answers differently a
    moment later gains nothing.
    """
    parts = check_url(url, private=private)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"{host} has no address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not private:
        for address in addresses:
            _check_public(ipaddress.ip_address(address.split("%")[0]), host)
    path = parts.path or "/"
    return Target(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path, addresses[0])


def is_public(address: Address) -> bool:
    """Whether an address is of the public internet, whatever it is wrapped in (IPv4 in IPv6, NAT64, 6to4, Teredo)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(each is not None and not is_public(each) for each in inner):
            return False
        if address in NAT64:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _check_public(address: Address, host: str) -> None:
    if not is_public(address):
        raise AddressError(f"{host} leads to {address}, which is no public address.")


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
