from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_rows_of_budgets_response_200 import ListRowsOfBudgetsResponse200
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    budget_id: str | Unset = UNSET,
    first_date: str | Unset = UNSET,
    last_date: str | Unset = UNSET,
    amount: str | Unset = UNSET,
    category: str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    basis: str | Unset = UNSET,
    overrun_cost: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params["budget_id"] = budget_id

    params["first_date"] = first_date

    params["last_date"] = last_date

    params["amount"] = amount

    params["category"] = category

    params["supplier_id"] = supplier_id

    params["basis"] = basis

    params["overrun_cost"] = overrun_cost

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/master/budgets",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListRowsOfBudgetsResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = ListRowsOfBudgetsResponse200.from_dict(response.json())

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
) -> Response[ListRowsOfBudgetsResponse200 | Problem]:
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
    budget_id: str | Unset = UNSET,
    first_date: str | Unset = UNSET,
    last_date: str | Unset = UNSET,
    amount: str | Unset = UNSET,
    category: str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    basis: str | Unset = UNSET,
    overrun_cost: str | Unset = UNSET,
) -> Response[ListRowsOfBudgetsResponse200 | Problem]:
    """List Rows Of Budgets

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        budget_id (str | Unset):
        first_date (str | Unset):
        last_date (str | Unset):
        amount (str | Unset):
        category (str | Unset):
        supplier_id (str | Unset):
        basis (str | Unset):
        overrun_cost (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfBudgetsResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        budget_id=budget_id,
        first_date=first_date,
        last_date=last_date,
        amount=amount,
        category=category,
        supplier_id=supplier_id,
        basis=basis,
        overrun_cost=overrun_cost,
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
    budget_id: str | Unset = UNSET,
    first_date: str | Unset = UNSET,
    last_date: str | Unset = UNSET,
    amount: str | Unset = UNSET,
    category: str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    basis: str | Unset = UNSET,
    overrun_cost: str | Unset = UNSET,
) -> ListRowsOfBudgetsResponse200 | Problem | None:
    """List Rows Of Budgets

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        budget_id (str | Unset):
        first_date (str | Unset):
        last_date (str | Unset):
        amount (str | Unset):
        category (str | Unset):
        supplier_id (str | Unset):
        basis (str | Unset):
        overrun_cost (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfBudgetsResponse200 | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        budget_id=budget_id,
        first_date=first_date,
        last_date=last_date,
        amount=amount,
        category=category,
        supplier_id=supplier_id,
        basis=basis,
        overrun_cost=overrun_cost,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    budget_id: str | Unset = UNSET,
    first_date: str | Unset = UNSET,
    last_date: str | Unset = UNSET,
    amount: str | Unset = UNSET,
    category: str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    basis: str | Unset = UNSET,
    overrun_cost: str | Unset = UNSET,
) -> Response[ListRowsOfBudgetsResponse200 | Problem]:
    """List Rows Of Budgets

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        budget_id (str | Unset):
        first_date (str | Unset):
        last_date (str | Unset):
        amount (str | Unset):
        category (str | Unset):
        supplier_id (str | Unset):
        basis (str | Unset):
        overrun_cost (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListRowsOfBudgetsResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        budget_id=budget_id,
        first_date=first_date,
        last_date=last_date,
        amount=amount,
        category=category,
        supplier_id=supplier_id,
        basis=basis,
        overrun_cost=overrun_cost,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    budget_id: str | Unset = UNSET,
    first_date: str | Unset = UNSET,
    last_date: str | Unset = UNSET,
    amount: str | Unset = UNSET,
    category: str | Unset = UNSET,
    supplier_id: str | Unset = UNSET,
    basis: str | Unset = UNSET,
    overrun_cost: str | Unset = UNSET,
) -> ListRowsOfBudgetsResponse200 | Problem | None:
    """List Rows Of Budgets

     The rows, by their keys; a column in the query narrows them.

    Args:
        limit (int | Unset): Rows of a page at most. Default: 50.
        cursor (None | str | Unset): `next_cursor` of the page before; none for the first page.
        budget_id (str | Unset):
        first_date (str | Unset):
        last_date (str | Unset):
        amount (str | Unset):
        category (str | Unset):
        supplier_id (str | Unset):
        basis (str | Unset):
        overrun_cost (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListRowsOfBudgetsResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            budget_id=budget_id,
            first_date=first_date,
            last_date=last_date,
            amount=amount,
            category=category,
            supplier_id=supplier_id,
            basis=basis,
            overrun_cost=overrun_cost,
        )
    ).parsed
