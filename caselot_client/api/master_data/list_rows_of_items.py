from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_rows_of_items_response_200 import ListRowsOfItemsResponse200
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    category: str | Unset = UNSET,
    unit_cost: str | Unset = UNSET,
    unit_m3: str | Unset = UNSET,
    unit_kg: str | Unset = UNSET,
    carrying_cost: str | Unset = UNSET,
    shortage_cost: str | Unset = UNSET,
    shortage_mode: str | Unset = UNSET,
    safety_cost: str | Unset = UNSET,
    max_cover_periods: str | Unset = UNSET,
    country_of_origin: str | Unset = UNSET,
    lot_tracked: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params["item_id"] = item_id

    params["name"] = name

    params["category"] = category

    params["unit_cost"] = unit_cost

    params["unit_m3"] = unit_m3

    params["unit_kg"] = unit_kg

    params["carrying_cost"] = carrying_cost

    params["shortage_cost"] = shortage_cost

    params["shortage_mode"] = shortage_mode

    params["safety_cost"] = safety_cost

    params["max_cover_periods"] = max_cover_periods

    params["country_of_origin"] = country_of_origin

    params["lot_tracked"] = lot_tracked

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/master/items",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListRowsOfItemsResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = ListRowsOfItemsResponse200.from_dict(response.json())

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
) -> Response[ListRowsOfItemsResponse200 | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    category: str | Unset = UNSET,
    unit_cost: str | Unset = UNSET,
    unit_m3: str | Unset = UNSET,
    unit_kg: str | Unset = UNSET,
    carrying_cost: str | Unset = UNSET,
    shortage_cost: str | Unset = UNSET,
    shortage_mode: str | Unset = UNSET,
    safety_cost: str | Unset = UNSET,
    max_cover_periods: str | Unset = UNSET,
    country_of_origin: str | Unset = UNSET,
    lot_tracked: str | Unset = UNSET,
) -> Response[ListRowsOfItemsResponse200 | Problem]:
    """List Rows Of Items

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        item_id (str | Unset):
        name (str | Unset):
        category (str | Unset):
        unit_cost (str | Unset):
        unit_m3 (str | Unset):
        unit_kg (str | Unset):
        carrying_cost (str | Unset):
        shortage_cost (str | Unset):
        shortage_mode (str | Unset):
        safety_cost (str | Unset):
        max_cover_periods (str | Unset):
        country_of_origin (str | Unset):
        lot_tracked (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfItemsResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        item_id=item_id,
        name=name,
        category=category,
        unit_cost=unit_cost,
        unit_m3=unit_m3,
        unit_kg=unit_kg,
        carrying_cost=carrying_cost,
        shortage_cost=shortage_cost,
        shortage_mode=shortage_mode,
        safety_cost=safety_cost,
        max_cover_periods=max_cover_periods,
        country_of_origin=country_of_origin,
        lot_tracked=lot_tracked,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    category: str | Unset = UNSET,
    unit_cost: str | Unset = UNSET,
    unit_m3: str | Unset = UNSET,
    unit_kg: str | Unset = UNSET,
    carrying_cost: str | Unset = UNSET,
    shortage_cost: str | Unset = UNSET,
    shortage_mode: str | Unset = UNSET,
    safety_cost: str | Unset = UNSET,
    max_cover_periods: str | Unset = UNSET,
    country_of_origin: str | Unset = UNSET,
    lot_tracked: str | Unset = UNSET,
) -> ListRowsOfItemsResponse200 | Problem | None:
    """List Rows Of Items

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        item_id (str | Unset):
        name (str | Unset):
        category (str | Unset):
        unit_cost (str | Unset):
        unit_m3 (str | Unset):
        unit_kg (str | Unset):
        carrying_cost (str | Unset):
        shortage_cost (str | Unset):
        shortage_mode (str | Unset):
        safety_cost (str | Unset):
        max_cover_periods (str | Unset):
        country_of_origin (str | Unset):
        lot_tracked (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfItemsResponse200 | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        item_id=item_id,
        name=name,
        category=category,
        unit_cost=unit_cost,
        unit_m3=unit_m3,
        unit_kg=unit_kg,
        carrying_cost=carrying_cost,
        shortage_cost=shortage_cost,
        shortage_mode=shortage_mode,
        safety_cost=safety_cost,
        max_cover_periods=max_cover_periods,
        country_of_origin=country_of_origin,
        lot_tracked=lot_tracked,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    category: str | Unset = UNSET,
    unit_cost: str | Unset = UNSET,
    unit_m3: str | Unset = UNSET,
    unit_kg: str | Unset = UNSET,
    carrying_cost: str | Unset = UNSET,
    shortage_cost: str | Unset = UNSET,
    shortage_mode: str | Unset = UNSET,
    safety_cost: str | Unset = UNSET,
    max_cover_periods: str | Unset = UNSET,
    country_of_origin: str | Unset = UNSET,
    lot_tracked: str | Unset = UNSET,
) -> Response[ListRowsOfItemsResponse200 | Problem]:
    """List Rows Of Items

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        item_id (str | Unset):
        name (str | Unset):
        category (str | Unset):
        unit_cost (str | Unset):
        unit_m3 (str | Unset):
        unit_kg (str | Unset):
        carrying_cost (str | Unset):
        shortage_cost (str | Unset):
        shortage_mode (str | Unset):
        safety_cost (str | Unset):
        max_cover_periods (str | Unset):
        country_of_origin (str | Unset):
        lot_tracked (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfItemsResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        item_id=item_id,
        name=name,
        category=category,
        unit_cost=unit_cost,
        unit_m3=unit_m3,
        unit_kg=unit_kg,
        carrying_cost=carrying_cost,
        shortage_cost=shortage_cost,
        shortage_mode=shortage_mode,
        safety_cost=safety_cost,
        max_cover_periods=max_cover_periods,
        country_of_origin=country_of_origin,
        lot_tracked=lot_tracked,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    category: str | Unset = UNSET,
    unit_cost: str | Unset = UNSET,
    unit_m3: str | Unset = UNSET,
    unit_kg: str | Unset = UNSET,
    carrying_cost: str | Unset = UNSET,
    shortage_cost: str | Unset = UNSET,
    shortage_mode: str | Unset = UNSET,
    safety_cost: str | Unset = UNSET,
    max_cover_periods: str | Unset = UNSET,
    country_of_origin: str | Unset = UNSET,
    lot_tracked: str | Unset = UNSET,
) -> ListRowsOfItemsResponse200 | Problem | None:
    """List Rows Of Items

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        item_id (str | Unset):
        name (str | Unset):
        category (str | Unset):
        unit_cost (str | Unset):
        unit_m3 (str | Unset):
        unit_kg (str | Unset):
        carrying_cost (str | Unset):
        shortage_cost (str | Unset):
        shortage_mode (str | Unset):
        safety_cost (str | Unset):
        max_cover_periods (str | Unset):
        country_of_origin (str | Unset):
        lot_tracked (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfItemsResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            item_id=item_id,
            name=name,
            category=category,
            unit_cost=unit_cost,
            unit_m3=unit_m3,
            unit_kg=unit_kg,
            carrying_cost=carrying_cost,
            shortage_cost=shortage_cost,
            shortage_mode=shortage_mode,
            safety_cost=safety_cost,
            max_cover_periods=max_cover_periods,
            country_of_origin=country_of_origin,
            lot_tracked=lot_tracked,
        )
    ).parsed
