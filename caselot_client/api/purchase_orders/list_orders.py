import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_orders_state_type_0 import (
    ListOrdersStateType0,
)
from ...models.page_order_summary import PageOrderSummary
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: ListOrdersStateType0 | None | Unset = UNSET,
    supplier_id: None | str | Unset = UNSET,
    plan_id: None | str | Unset = UNSET,
    run_id: None | str | Unset = UNSET,
    currency: None | str | Unset = UNSET,
    created_by: None | str | Unset = UNSET,
    ordered_from: datetime.date | None | Unset = UNSET,
    ordered_to: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, str):
        json_state = state
    else:
        json_state = state
    params["state"] = json_state

    json_supplier_id: None | str | Unset
    if isinstance(supplier_id, Unset):
        json_supplier_id = UNSET
    else:
        json_supplier_id = supplier_id
    params["supplier_id"] = json_supplier_id

    json_plan_id: None | str | Unset
    if isinstance(plan_id, Unset):
        json_plan_id = UNSET
    else:
        json_plan_id = plan_id
    params["plan_id"] = json_plan_id

    json_run_id: None | str | Unset
    if isinstance(run_id, Unset):
        json_run_id = UNSET
    else:
        json_run_id = run_id
    params["run_id"] = json_run_id

    json_currency: None | str | Unset
    if isinstance(currency, Unset):
        json_currency = UNSET
    else:
        json_currency = currency
    params["currency"] = json_currency

    json_created_by: None | str | Unset
    if isinstance(created_by, Unset):
        json_created_by = UNSET
    else:
        json_created_by = created_by
    params["created_by"] = json_created_by

    json_ordered_from: None | str | Unset
    if isinstance(ordered_from, Unset):
        json_ordered_from = UNSET
    elif isinstance(ordered_from, datetime.date):
        json_ordered_from = ordered_from.isoformat()
    else:
        json_ordered_from = ordered_from
    params["ordered_from"] = json_ordered_from

    json_ordered_to: None | str | Unset
    if isinstance(ordered_to, Unset):
        json_ordered_to = UNSET
    elif isinstance(ordered_to, datetime.date):
        json_ordered_to = ordered_to.isoformat()
    else:
        json_ordered_to = ordered_to
    params["ordered_to"] = json_ordered_to

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/purchase-orders",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageOrderSummary | Problem | None:
    if response.status_code == 200:
        response_200 = PageOrderSummary.from_dict(response.json())

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
) -> Response[PageOrderSummary | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: ListOrdersStateType0 | None | Unset = UNSET,
    supplier_id: None | str | Unset = UNSET,
    plan_id: None | str | Unset = UNSET,
    run_id: None | str | Unset = UNSET,
    currency: None | str | Unset = UNSET,
    created_by: None | str | Unset = UNSET,
    ordered_from: datetime.date | None | Unset = UNSET,
    ordered_to: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
) -> Response[PageOrderSummary | Problem]:
    """List Orders

     The orders, oldest first.

    Args:
        state (ListOrdersStateType0 | None | Unset):
        supplier_id (None | str | Unset):
        plan_id (None | str | Unset):
        run_id (None | str | Unset):
        currency (None | str | Unset):
        created_by (None | str | Unset):
        ordered_from (datetime.date | None | Unset): First order date.
        ordered_to (datetime.date | None | Unset): Last order date.
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageOrderSummary | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        supplier_id=supplier_id,
        plan_id=plan_id,
        run_id=run_id,
        currency=currency,
        created_by=created_by,
        ordered_from=ordered_from,
        ordered_to=ordered_to,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: ListOrdersStateType0 | None | Unset = UNSET,
    supplier_id: None | str | Unset = UNSET,
    plan_id: None | str | Unset = UNSET,
    run_id: None | str | Unset = UNSET,
    currency: None | str | Unset = UNSET,
    created_by: None | str | Unset = UNSET,
    ordered_from: datetime.date | None | Unset = UNSET,
    ordered_to: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
) -> PageOrderSummary | Problem | None:
    """List Orders

     The orders, oldest first.

    Args:
        state (ListOrdersStateType0 | None | Unset):
        supplier_id (None | str | Unset):
        plan_id (None | str | Unset):
        run_id (None | str | Unset):
        currency (None | str | Unset):
        created_by (None | str | Unset):
        ordered_from (datetime.date | None | Unset): First order date.
        ordered_to (datetime.date | None | Unset): Last order date.
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageOrderSummary | Problem
    """

    return sync_detailed(
        client=client,
        state=state,
        supplier_id=supplier_id,
        plan_id=plan_id,
        run_id=run_id,
        currency=currency,
        created_by=created_by,
        ordered_from=ordered_from,
        ordered_to=ordered_to,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: ListOrdersStateType0 | None | Unset = UNSET,
    supplier_id: None | str | Unset = UNSET,
    plan_id: None | str | Unset = UNSET,
    run_id: None | str | Unset = UNSET,
    currency: None | str | Unset = UNSET,
    created_by: None | str | Unset = UNSET,
    ordered_from: datetime.date | None | Unset = UNSET,
    ordered_to: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
) -> Response[PageOrderSummary | Problem]:
    """List Orders

     The orders, oldest first.

    Args:
        state (ListOrdersStateType0 | None | Unset):
        supplier_id (None | str | Unset):
        plan_id (None | str | Unset):
        run_id (None | str | Unset):
        currency (None | str | Unset):
        created_by (None | str | Unset):
        ordered_from (datetime.date | None | Unset): First order date.
        ordered_to (datetime.date | None | Unset): Last order date.
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageOrderSummary | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        supplier_id=supplier_id,
        plan_id=plan_id,
        run_id=run_id,
        currency=currency,
        created_by=created_by,
        ordered_from=ordered_from,
        ordered_to=ordered_to,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: ListOrdersStateType0 | None | Unset = UNSET,
    supplier_id: None | str | Unset = UNSET,
    plan_id: None | str | Unset = UNSET,
    run_id: None | str | Unset = UNSET,
    currency: None | str | Unset = UNSET,
    created_by: None | str | Unset = UNSET,
    ordered_from: datetime.date | None | Unset = UNSET,
    ordered_to: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
) -> PageOrderSummary | Problem | None:
    """List Orders

     The orders, oldest first.

    Args:
        state (ListOrdersStateType0 | None | Unset):
        supplier_id (None | str | Unset):
        plan_id (None | str | Unset):
        run_id (None | str | Unset):
        currency (None | str | Unset):
        created_by (None | str | Unset):
        ordered_from (datetime.date | None | Unset): First order date.
        ordered_to (datetime.date | None | Unset): Last order date.
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageOrderSummary | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            supplier_id=supplier_id,
            plan_id=plan_id,
            run_id=run_id,
            currency=currency,
            created_by=created_by,
            ordered_from=ordered_from,
            ordered_to=ordered_to,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
