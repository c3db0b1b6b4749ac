from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.feed import Feed
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    suffix: str,
    *,
    cursor: str | Unset = "0",
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/purchase-orders/feed.{suffix}".format(
            suffix=quote(str(suffix), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Feed | Problem | None:
    if response.status_code == 200:
        response_200 = Feed.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 406:
        response_406 = Problem.from_dict(response.json())

        return response_406

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 428:
        response_428 = Problem.from_dict(response.json())

        return response_428

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Feed | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    suffix: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "0",
    limit: int | Unset = 100,
) -> Response[Feed | Problem]:
    """Read Feed As

     The same in the form that the address names: json, csv, x12.

    Args:
        suffix (str):
        cursor (str | Unset): `cursor` of the page before; 0 for the beginning. Default: '0'.
        limit (int | Unset): Things that happened, at most; fewer where they have over 10,000
            lines. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Feed | Problem]
    """

    kwargs = _get_kwargs(
        suffix=suffix,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    suffix: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "0",
    limit: int | Unset = 100,
) -> Feed | Problem | None:
    """Read Feed As

     The same in the form that the address names: json, csv, x12.

    Args:
        suffix (str):
        cursor (str | Unset): `cursor` of the page before; 0 for the beginning. Default: '0'.
        limit (int | Unset): Things that happened, at most; fewer where they have over 10,000
            lines. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Feed | Problem
    """

    return sync_detailed(
        suffix=suffix,
        client=client,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    suffix: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "0",
    limit: int | Unset = 100,
) -> Response[Feed | Problem]:
    """Read Feed As

     The same in the form that the address names: json, csv, x12.

    Args:
        suffix (str):
        cursor (str | Unset): `cursor` of the page before; 0 for the beginning. Default: '0'.
        limit (int | Unset): Things that happened, at most; fewer where they have over 10,000
            lines. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Feed | Problem]
    """

    kwargs = _get_kwargs(
        suffix=suffix,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    suffix: str,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = "0",
    limit: int | Unset = 100,
) -> Feed | Problem | None:
    """Read Feed As

     The same in the form that the address names: json, csv, x12.

    Args:
        suffix (str):
        cursor (str | Unset): `cursor` of the page before; 0 for the beginning. Default: '0'.
        limit (int | Unset): Things that happened, at most; fewer where they have over 10,000
            lines. Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Feed | Problem
    """

    return (
        await asyncio_detailed(
            suffix=suffix,
            client=client,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
