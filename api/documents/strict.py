"""What a page that brings everything along may do in a browser: run its own scripts, and nothing else."""

import base64
import hashlib
import re

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def policy_of(page: str) -> str:
    """The Content-Security-Policy of a page: its scripts and styles by their hashes, no network, no frame around it.

    Styles of single elements are allowed, as charts are drawn with them; nobody's texts become any.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(SCRIPT, page)}",
            f"style-src {_hashes(STYLE, page)}",
            "style-src-attr 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "sandbox allow-scripts allow-modals",
        )
    )


def _hashes(element: re.Pattern[str], page: str) -> str:
    """The hashes of what stands between the tags, as browsers compute them (line ends are LF)."""
    texts = (found[1].replace("\r\n", "\n").replace("\r", "\n") for found in element.finditer(page))
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
