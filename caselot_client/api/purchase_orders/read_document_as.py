from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    order_id: str,
    suffix: str,
    *,
    order_version: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_order_version: int | None | Unset
    if isinstance(order_version, Unset):
        json_order_version = UNSET
    else:
        json_order_version = order_version
    params["order_version"] = json_order_version

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/purchase-orders/{order_id}/document.{suffix}".format(
            order_id=quote(str(order_id), safe=""),
            suffix=quote(str(suffix), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = response.text
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    order_id: str,
    suffix: str,
    *,
    client: AuthenticatedClient,
    order_version: int | None | Unset = UNSET,
) -> Response[Problem | str]:
    """Read Document As

     The same in the form that the address names: html, csv, x12.

    Args:
        order_id (str):
        suffix (str):
        order_version (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        suffix=suffix,
        order_version=order_version,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    order_id: str,
    suffix: str,
    *,
    client: AuthenticatedClient,
    order_version: int | None | Unset = UNSET,
) -> Problem | str | None:
    """Read Document As

     The same in the form that the address names: html, csv, x12.

    Args:
        order_id (str):
        suffix (str):
        order_version (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        order_id=order_id,
        suffix=suffix,
        client=client,
        order_version=order_version,
    ).parsed


async def asyncio_detailed(
    order_id: str,
    suffix: str,
    *,
    client: AuthenticatedClient,
    order_version: int | None | Unset = UNSET,
) -> Response[Problem | str]:
    """Read Document As

     The same in the form that the address names: html, csv, x12.

    Args:
        order_id (str):
        suffix (str):
        order_version (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        suffix=suffix,
        order_version=order_version,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    order_id: str,
    suffix: str,
    *,
    client: AuthenticatedClient,
    order_version: int | None | Unset = UNSET,
) -> Problem | str | None:
    """Read Document As

     The same in the form that the address names: html, csv, x12.

    Args:
        order_id (str):
        suffix (str):
        order_version (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            order_id=order_id,
            suffix=suffix,
            client=client,
            order_version=order_version,
        )
    ).parsed
