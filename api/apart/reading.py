"""The work "read": a dataset as it was sent becomes the form in which it is stored."""

from dataclasses import asdict

from api.apart.child import Line
from api.apart.faults import refusal
from api.apart.messages import Message
from models.faults import DatasetError
from models.uploads import content_id, read_upload, stored_form


def read(line: Line, job: Message) -> None:
    """Say "end" with the outcome "read", id, settings, rows by table and notices, and the stored form as payload."""
    try:
        problem = read_upload(job.payload)
    except DatasetError as error:
        line.say("end", refusal(error))
        return
    settings = {
        key: value if isinstance(value, int | float) else str(value) for key, value in asdict(problem.settings).items()
    }
    facts = {
        "outcome": "read",
        "id": content_id(problem),
        "settings": settings,
        "rows": {name: len(frame) for name, frame in problem.tables().items()},
        "notices": [asdict(notice) for notice in problem.notices],
    }
    line.say("end", facts, stored_form(problem))
