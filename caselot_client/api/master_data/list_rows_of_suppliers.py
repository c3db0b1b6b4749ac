from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_rows_of_suppliers_response_200 import ListRowsOfSuppliersResponse200
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    order_cost: str | Unset = UNSET,
    min_order_value: str | Unset = UNSET,
    min_order_units: str | Unset = UNSET,
    min_order_kg: str | Unset = UNSET,
    min_order_m3: str | Unset = UNSET,
    order_every_periods: str | Unset = UNSET,
    first_order_date: str | Unset = UNSET,
    capacity: str | Unset = UNSET,
    capacity_overrun_cost: str | Unset = UNSET,
    payment_days: str | Unset = UNSET,
    status: str | Unset = UNSET,
    valid_from: str | Unset = UNSET,
    withdrawn: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params["supplier_id"] = supplier_id

    params["name"] = name

    params["order_cost"] = order_cost

    params["min_order_value"] = min_order_value

    params["min_order_units"] = min_order_units

    params["min_order_kg"] = min_order_kg

    params["min_order_m3"] = min_order_m3

    params["order_every_periods"] = order_every_periods

    params["first_order_date"] = first_order_date

    params["capacity"] = capacity

    params["capacity_overrun_cost"] = capacity_overrun_cost

    params["payment_days"] = payment_days

    params["status"] = status

    params["valid_from"] = valid_from

    params["withdrawn"] = withdrawn

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/master/suppliers",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListRowsOfSuppliersResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = ListRowsOfSuppliersResponse200.from_dict(response.json())

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
) -> Response[ListRowsOfSuppliersResponse200 | Problem]:
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
    supplier_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    order_cost: str | Unset = UNSET,
    min_order_value: str | Unset = UNSET,
    min_order_units: str | Unset = UNSET,
    min_order_kg: str | Unset = UNSET,
    min_order_m3: str | Unset = UNSET,
    order_every_periods: str | Unset = UNSET,
    first_order_date: str | Unset = UNSET,
    capacity: str | Unset = UNSET,
    capacity_overrun_cost: str | Unset = UNSET,
    payment_days: str | Unset = UNSET,
    status: str | Unset = UNSET,
    valid_from: str | Unset = UNSET,
    withdrawn: str | Unset = UNSET,
) -> Response[ListRowsOfSuppliersResponse200 | Problem]:
    """List Rows Of Suppliers

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        supplier_id (str | Unset):
        name (str | Unset):
        order_cost (str | Unset):
        min_order_value (str | Unset):
        min_order_units (str | Unset):
        min_order_kg (str | Unset):
        min_order_m3 (str | Unset):
        order_every_periods (str | Unset):
        first_order_date (str | Unset):
        capacity (str | Unset):
        capacity_overrun_cost (str | Unset):
        payment_days (str | Unset):
        status (str | Unset):
        valid_from (str | Unset):
        withdrawn (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfSuppliersResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        supplier_id=supplier_id,
        name=name,
        order_cost=order_cost,
        min_order_value=min_order_value,
        min_order_units=min_order_units,
        min_order_kg=min_order_kg,
        min_order_m3=min_order_m3,
        order_every_periods=order_every_periods,
        first_order_date=first_order_date,
        capacity=capacity,
        capacity_overrun_cost=capacity_overrun_cost,
        payment_days=payment_days,
        status=status,
        valid_from=valid_from,
        withdrawn=withdrawn,
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
    supplier_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    order_cost: str | Unset = UNSET,
    min_order_value: str | Unset = UNSET,
    min_order_units: str | Unset = UNSET,
    min_order_kg: str | Unset = UNSET,
    min_order_m3: str | Unset = UNSET,
    order_every_periods: str | Unset = UNSET,
    first_order_date: str | Unset = UNSET,
    capacity: str | Unset = UNSET,
    capacity_overrun_cost: str | Unset = UNSET,
    payment_days: str | Unset = UNSET,
    status: str | Unset = UNSET,
    valid_from: str | Unset = UNSET,
    withdrawn: str | Unset = UNSET,
) -> ListRowsOfSuppliersResponse200 | Problem | None:
    """List Rows Of Suppliers

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        supplier_id (str | Unset):
        name (str | Unset):
        order_cost (str | Unset):
        min_order_value (str | Unset):
        min_order_units (str | Unset):
        min_order_kg (str | Unset):
        min_order_m3 (str | Unset):
        order_every_periods (str | Unset):
        first_order_date (str | Unset):
        capacity (str | Unset):
        capacity_overrun_cost (str | Unset):
        payment_days (str | Unset):
        status (str | Unset):
        valid_from (str | Unset):
        withdrawn (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfSuppliersResponse200 | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        supplier_id=supplier_id,
        name=name,
        order_cost=order_cost,
        min_order_value=min_order_value,
        min_order_units=min_order_units,
        min_order_kg=min_order_kg,
        min_order_m3=min_order_m3,
        order_every_periods=order_every_periods,
        first_order_date=first_order_date,
        capacity=capacity,
        capacity_overrun_cost=capacity_overrun_cost,
        payment_days=payment_days,
        status=status,
        valid_from=valid_from,
        withdrawn=withdrawn,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    order_cost: str | Unset = UNSET,
    min_order_value: str | Unset = UNSET,
    min_order_units: str | Unset = UNSET,
    min_order_kg: str | Unset = UNSET,
    min_order_m3: str | Unset = UNSET,
    order_every_periods: str | Unset = UNSET,
    first_order_date: str | Unset = UNSET,
    capacity: str | Unset = UNSET,
    capacity_overrun_cost: str | Unset = UNSET,
    payment_days: str | Unset = UNSET,
    status: str | Unset = UNSET,
    valid_from: str | Unset = UNSET,
    withdrawn: str | Unset = UNSET,
) -> Response[ListRowsOfSuppliersResponse200 | Problem]:
    """List Rows Of Suppliers

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        supplier_id (str | Unset):
        name (str | Unset):
        order_cost (str | Unset):
        min_order_value (str | Unset):
        min_order_units (str | Unset):
        min_order_kg (str | Unset):
        min_order_m3 (str | Unset):
        order_every_periods (str | Unset):
        first_order_date (str | Unset):
        capacity (str | Unset):
        capacity_overrun_cost (str | Unset):
        payment_days (str | Unset):
        status (str | Unset):
        valid_from (str | Unset):
        withdrawn (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfSuppliersResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        supplier_id=supplier_id,
        name=name,
        order_cost=order_cost,
        min_order_value=min_order_value,
        min_order_units=min_order_units,
        min_order_kg=min_order_kg,
        min_order_m3=min_order_m3,
        order_every_periods=order_every_periods,
        first_order_date=first_order_date,
        capacity=capacity,
        capacity_overrun_cost=capacity_overrun_cost,
        payment_days=payment_days,
        status=status,
        valid_from=valid_from,
        withdrawn=withdrawn,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    name: str | Unset = UNSET,
    order_cost: str | Unset = UNSET,
    min_order_value: str | Unset = UNSET,
    min_order_units: str | Unset = UNSET,
    min_order_kg: str | Unset = UNSET,
    min_order_m3: str | Unset = UNSET,
    order_every_periods: str | Unset = UNSET,
    first_order_date: str | Unset = UNSET,
    capacity: str | Unset = UNSET,
    capacity_overrun_cost: str | Unset = UNSET,
    payment_days: str | Unset = UNSET,
    status: str | Unset = UNSET,
    valid_from: str | Unset = UNSET,
    withdrawn: str | Unset = UNSET,
) -> ListRowsOfSuppliersResponse200 | Problem | None:
    """List Rows Of Suppliers

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        supplier_id (str | Unset):
        name (str | Unset):
        order_cost (str | Unset):
        min_order_value (str | Unset):
        min_order_units (str | Unset):
        min_order_kg (str | Unset):
        min_order_m3 (str | Unset):
        order_every_periods (str | Unset):
        first_order_date (str | Unset):
        capacity (str | Unset):
        capacity_overrun_cost (str | Unset):
        payment_days (str | Unset):
        status (str | Unset):
        valid_from (str | Unset):
        withdrawn (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfSuppliersResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            supplier_id=supplier_id,
            name=name,
            order_cost=order_cost,
            min_order_value=min_order_value,
            min_order_units=min_order_units,
            min_order_kg=min_order_kg,
            min_order_m3=min_order_m3,
            order_every_periods=order_every_periods,
            first_order_date=first_order_date,
            capacity=capacity,
            capacity_overrun_cost=capacity_overrun_cost,
            payment_days=payment_days,
            status=status,
            valid_from=valid_from,
            withdrawn=withdrawn,
        )
    ).parsed
