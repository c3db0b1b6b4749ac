"""Addresses on loopback, link-local and private ranges are refused, whatever they are wrapped in."""

import ipaddress
import socket
from typing import Any

import pytest

from api.webhooks.addresses import AddressError, check_url, is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
        "2001:db8::1",
    ],
)  # fmt: skip
def test_inside_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://", "https://user:secret@example.com/", "example.com",
        "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://example.com:0/",
        "https://example.com:99999/", "https://exa mple.com/", "https://example.com/\n", "https://[::ffff:7f00:1]/",
        "https://" + "x" * 2000,
    ],
)  # fmt: skip
def test_a_url_that_is_no_webhook_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        check_url(url, private=False)


def test_a_url_that_is_one_is_taken_apart() -> None:
    assert check_url("https://erp.example:8443/hook?a=1", private=False).hostname == "erp.example"
    assert check_url("http://127.0.0.1:9/", private=True).port == 9


def answering(*addresses: str) -> Any:
    def getaddrinfo(_host: str, port: int, **given: int) -> list[Any]:
        return [(socket.AF_INET, given["type"], 6, "", (each, port)) for each in addresses]

    return getaddrinfo


def test_every_address_of_a_name_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.216.34", "10.0.0.7"))
    with pytest.raises(AddressError, match=r"erp\.example leads to 10\.0\.0\.7, which is no public address"):
        resolve("https://erp.example/", private=False)
    assert resolve("https://erp.example/", private=True).address == "93.184.216.34"


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.216.34"))
    target = resolve("https://erp.example/hook?a=1", private=False)
    assert (target.address, target.host, target.port, target.path) == ("93.184.216.34", "erp.example", 443, "/hook?a=1")


def test_a_name_without_an_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(AddressError, match=r"erp\.example has no address"):
        resolve("https://erp.example/", private=False)
