"""Writes the Python client, caselot_client/, from the document at /openapi.json; a test compares them.

`python -m api.client` writes it anew, all of it: nothing in that folder is written by hand.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from api.app import create_app
from api.settings import Settings

FOLDER = Path(__file__).parents[1] / "caselot_client"
BYTES = "application/octet-stream"
STATED = {
    "project_name_override": "caselot-client",
    "package_name_override": "caselot_client",
    "literal_enums": True,
    "content_type_overrides": {
        "application/zip": BYTES,
        "application/pdf": BYTES,
        "application/vnd.apache.parquet": BYTES,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": BYTES,
        "text/event-stream": "text/plain",
    },
    "post_hooks": [
        "ruff check --isolated --no-cache --quiet --fix --select I,F401 --target-version py311 .",
        "ruff format --isolated --no-cache --quiet --line-length 120 --target-version py311 .",
    ],
}


def document() -> dict[str, Any]:
    """What the client is made of: the document of the service, with one form of body for each operation.

    Where bytes of several forms are taken, the service looks at the bytes and not at the header, so the client sends
    them as bytes; the generator has no types for a choice of bodies.
    """
    told = copy.deepcopy(create_app(Settings()).openapi())
    for operations in told["paths"].values():
        for operation in operations.values():
            content = operation.get("requestBody", {}).get("content", {})
            if len(content) > 1:
                operation["requestBody"]["content"] = {BYTES: {"schema": {"type": "string", "format": "binary"}}}
    return told


def write(folder: Path = FOLDER) -> None:
    """Write the client; what was in the folder is replaced once the new one is whole.

    Raises subprocess.CalledProcessError where the generator cannot do it, or leaves something out.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".client-") as place:
        source, config, made = (Path(place) / name for name in ("openapi.json", "config.json", folder.name))
        source.write_text(json.dumps(document()), encoding="utf-8")
        config.write_text(json.dumps(STATED), encoding="utf-8")
        tools = Path(sys.executable).parent
        subprocess.run(  # noqa: S603 - the generator of this environment, with arguments of ours
            [
                tools / "openapi-python-client", "generate", "--path", source, "--config", config, "--meta", "none",
                "--output-path", made, "--fail-on-warning",
            ],
            env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"},
            check=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        (made / "py.typed").touch()
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)


if __name__ == "__main__":
    write()
