"""Names of new rows."""

import secrets
import time

MAIN = "main"  # the organisation that is there from the start
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to be misread
LENGTH = 26


def new_id(prefix: str) -> str:
    """A name that no other row has, such as `KEY-01JD...`: 48 bits of milliseconds, then 80 random bits.

    Names of one prefix sort in the order in which they were made (to the millisecond), so an id is a stable order of
    pages. The layout is that of ULID (github.com/ulid/spec).
    """
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    digits = [ALPHABET[(number >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5)]
    return f"{prefix}-{''.join(digits)}"
