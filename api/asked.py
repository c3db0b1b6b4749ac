"""Parameters of a query that a route does not know: a filter typed wrong must not answer with everything."""

from collections import Counter
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant

from models.checks.names import did_you_mean
from models.faults import Fault
from models.refusals import InvalidError

LONGEST = 400


def parameters_of(dependant: Dependant, extra: dict[str, Any]) -> frozenset[str] | None:
    """The parameters that a route declares; None where it describes those it reads from the query by itself."""
    if any(parameter.get("in") == "query" for parameter in extra.get("parameters", [])):
        return None
    return frozenset(_declared(dependant))


def require_known(request: Request, names: frozenset[str]) -> None:
    """Raise InvalidError, with every fault, for a parameter that is none of `names` or stands twice."""
    given = request.query_params.multi_items()
    if not given:
        return
    known = sorted(names)
    times = Counter(name for name, _ in given)
    values = dict(given)
    faults = [
        Fault("query", None, name[:LONGEST], values[name][:LONGEST], "each parameter once" if name in names else
              did_you_mean(name[:LONGEST], known, "parameter") if known else "no parameter")
        for name, count in times.items() if name not in names or count > 1
    ]  # fmt: skip
    if faults:
        raise InvalidError(faults)


def _declared(dependant: Dependant) -> list[str]:
    inner = [name for each in dependant.dependencies for name in _declared(each)]
    return [*(field.alias for field in dependant.query_params), *inner]
