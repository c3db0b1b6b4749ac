"""A service that runs as a process, with callers of its own: what scripts of strangers speak to."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.api.cli.conftest import PATIENCE, caselot
from tests.service import MAIN, As

ROOT = Path(__file__).parents[1]


class Live:
    """The address of a running service, and keys made beside it. Looks like `tests.service.Served` to builders."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        self.client = httpx.Client(base_url=address, timeout=PATIENCE)
        self._keys: dict[str, str] = {}

    def key(self, role: str) -> str:
        """A key of somebody with that role."""
        if role not in self._keys:
            done = caselot("key", "create", "--name", f"the {role}", "--role", role, cwd=self.folder)
            assert done.returncode == 0, done.stderr
            self._keys[role] = done.stdout.strip()
        return self._keys[role]

    def as_(self, role: str, organisation: str = MAIN, name: str | None = None) -> As:
        """A caller with one role."""
        assert (organisation, name) == (MAIN, None)
        return As(self.client, self.key(role))

    def script(self, page: str, language: str, role: str) -> str:
        """What a page's blocks of a language print, run one after the other as one script in the folder."""
        blocks = re.findall(
            rf"```{language}\n(.*?)```", (ROOT / "docs" / "how-to" / page).read_text("utf-8"), re.DOTALL
        )
        assert blocks
        words = [sys.executable, "-W", "error", "-c"] if language == "python" else ["bash", "-euo", "pipefail", "-c"]
        done = subprocess.run(
            [*words, "\n".join(blocks)],
            cwd=self.folder,
            env={
                **os.environ, "PYTHONPATH": str(ROOT), "CASELOT_URL": self.address, "CASELOT_KEY": self.key(role),
            },
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
