"""Versions of documents: an ETag with every one, If-Match with every change.

`change` of `models.db.repositories.versions` does the conditional UPDATE, of which exactly one of many succeeds.
"""

import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from api.errors import VersionFormError, VersionMissingError
from models.db.repositories.versions import change

__all__ = ["ExpectedVersion", "VersionIfTold", "change", "etag", "show_version"]

FORM = re.compile(r'"([0-9]{1,18})"')


def etag(version: int) -> str:
    """The ETag of a version: 3 is `"3"`."""
    return f'"{version}"'


def show_version(response: Response, version: int) -> None:
    """Put the ETag into an answer."""
    response.headers["ETag"] = etag(version)


def _told(given: list[str]) -> int:
    found = FORM.fullmatch(given[0].strip()) if len(given) == 1 else None
    if found is None:
        raise VersionFormError
    return int(found[1])


async def _expected_version(
    request: Request,
    _documented: Annotated[
        str | None, Header(alias="If-Match", description='The version that was read, such as "3".')
    ] = None,
) -> int:
    """The version that a change is based on. Raises VersionMissingError (428), VersionFormError (400)."""
    given = request.headers.getlist("if-match")
    if not given:
        raise VersionMissingError
    return _told(given)


async def _version_if_told(
    request: Request,
    _documented: Annotated[
        str | None, Header(alias="If-Match", description="The version that was read; without it any will do.")
    ] = None,
) -> int | None:
    """The version that a change is based on, None where it is based on none. Raises VersionFormError (400)."""
    given = request.headers.getlist("if-match")
    return _told(given) if given else None


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version of If-Match: `def update(..., expected: ExpectedVersion)`."""
VersionIfTold = Annotated[int | None, Depends(_version_if_told)]
"""The version of If-Match where there is one: for changes that are the same whatever was there before."""
