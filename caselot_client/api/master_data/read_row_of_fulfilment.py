from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.read_row_of_fulfilment_response_200 import ReadRowOfFulfilmentResponse200
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    zone_id: str | Unset = UNSET,
    node_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["zone_id"] = zone_id

    params["node_id"] = node_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/master/fulfilment/row",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ReadRowOfFulfilmentResponse200 | None:
    if response.status_code == 200:
        response_200 = ReadRowOfFulfilmentResponse200.from_dict(response.json())

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ReadRowOfFulfilmentResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    zone_id: str | Unset = UNSET,
    node_id: str | Unset = UNSET,
) -> Response[Problem | ReadRowOfFulfilmentResponse200]:
    """Read Row Of Fulfilment

     The row of a key.

    Args:
        zone_id (str | Unset):
        node_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadRowOfFulfilmentResponse200]
    """

    kwargs = _get_kwargs(
        zone_id=zone_id,
        node_id=node_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    zone_id: str | Unset = UNSET,
    node_id: str | Unset = UNSET,
) -> Problem | ReadRowOfFulfilmentResponse200 | None:
    """Read Row Of Fulfilment

     The row of a key.

    Args:
        zone_id (str | Unset):
        node_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadRowOfFulfilmentResponse200
    """

    return sync_detailed(
        client=client,
        zone_id=zone_id,
        node_id=node_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    zone_id: str | Unset = UNSET,
    node_id: str | Unset = UNSET,
) -> Response[Problem | ReadRowOfFulfilmentResponse200]:
    """Read Row Of Fulfilment

     The row of a key.

    Args:
        zone_id (str | Unset):
        node_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadRowOfFulfilmentResponse200]
    """

    kwargs = _get_kwargs(
        zone_id=zone_id,
        node_id=node_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    zone_id: str | Unset = UNSET,
    node_id: str | Unset = UNSET,
) -> Problem | ReadRowOfFulfilmentResponse200 | None:
    """Read Row Of Fulfilment

     The row of a key.

    Args:
        zone_id (str | Unset):
        node_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadRowOfFulfilmentResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            zone_id=zone_id,
            node_id=node_id,
        )
    ).parsed
