"""The work "read": a dataset as it was sent becomes the form in which it is stored."""

from dataclasses import asdict
from typing import Any

from api.apart.child import Line
from api.apart.faults import refusal
from api.apart.messages import Message
from models.faults import DatasetError
from models.problem import Problem
from models.uploads import content_id, read_upload, stored_form


def read(line: Line, job: Message) -> None:
    """Say "end" with the outcome "read" and the facts of the dataset, and its stored form as payload."""
    try:
        problem = read_upload(job.payload)
    except DatasetError as error:
        line.say("end", refusal(error))
        return
    line.say("end", {"outcome": "read", **facts_of(problem)}, stored_form(problem))


def facts_of(problem: Problem) -> dict[str, Any]:
    """What is told of a dataset: `id`, `settings`, `rows` by table, `notices`; in JSON's own types."""
    settings = asdict(problem.settings)
    return {
        "id": content_id(problem),
        "settings": {key: value if isinstance(value, int | float) else str(value) for key, value in settings.items()},
        "rows": {name: len(frame) for name, frame in problem.tables().items()},
        "notices": [asdict(notice) for notice in problem.notices],
    }
