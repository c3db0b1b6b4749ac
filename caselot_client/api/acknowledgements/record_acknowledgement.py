from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.acknowledgements import Acknowledgements
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: File,
    transit_days: int | None | Unset = UNSET,
    idempotency_key: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_transit_days: int | None | Unset
    if isinstance(transit_days, Unset):
        json_transit_days = UNSET
    else:
        json_transit_days = transit_days
    params["transit_days"] = json_transit_days

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/acknowledgements",
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Acknowledgements | Problem | None:
    if response.status_code == 201:
        response_201 = Acknowledgements.from_dict(response.json())

        return response_201

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
) -> Response[Acknowledgements | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    transit_days: int | None | Unset = UNSET,
    idempotency_key: str,
) -> Response[Acknowledgements | Problem]:
    """Record Acknowledgement

     Record a supplier's answer to an issued order, or every 855 of an interchange, all or none.

    An interchange is answered with a 997 where Accept asks for X12.

    Args:
        transit_days (int | None | Unset): Days from shipment to the node, where an 855 tells days
            of shipment.
        idempotency_key (str):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgements | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        transit_days=transit_days,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: File,
    transit_days: int | None | Unset = UNSET,
    idempotency_key: str,
) -> Acknowledgements | Problem | None:
    """Record Acknowledgement

     Record a supplier's answer to an issued order, or every 855 of an interchange, all or none.

    An interchange is answered with a 997 where Accept asks for X12.

    Args:
        transit_days (int | None | Unset): Days from shipment to the node, where an 855 tells days
            of shipment.
        idempotency_key (str):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgements | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        transit_days=transit_days,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    transit_days: int | None | Unset = UNSET,
    idempotency_key: str,
) -> Response[Acknowledgements | Problem]:
    """Record Acknowledgement

     Record a supplier's answer to an issued order, or every 855 of an interchange, all or none.

    An interchange is answered with a 997 where Accept asks for X12.

    Args:
        transit_days (int | None | Unset): Days from shipment to the node, where an 855 tells days
            of shipment.
        idempotency_key (str):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgements | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        transit_days=transit_days,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File,
    transit_days: int | None | Unset = UNSET,
    idempotency_key: str,
) -> Acknowledgements | Problem | None:
    """Record Acknowledgement

     Record a supplier's answer to an issued order, or every 855 of an interchange, all or none.

    An interchange is answered with a 997 where Accept asks for X12.

    Args:
        transit_days (int | None | Unset): Days from shipment to the node, where an 855 tells days
            of shipment.
        idempotency_key (str):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgements | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            transit_days=transit_days,
            idempotency_key=idempotency_key,
        )
    ).parsed
