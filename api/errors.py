"""What only HTTP can refuse; the rest is in models/refusals.py. One table maps both: api/problems.py."""

from models.refusals import RefusalError


class UnauthenticatedError(RefusalError):
    """Nobody knows who calls."""


class RateLimitError(RefusalError):
    """Too many requests; `seconds` until the next one is taken."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many requests; the next one is taken in {seconds} s.")


class StreamsError(RefusalError):
    """The user has as many streams open as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"You have {most} streams open, which is as many as one user may; end one of them first.")


class KeyMissingError(RefusalError):
    """A write came without the key under which it could be repeated safely."""

    def __init__(self) -> None:
        super().__init__("This call needs the header Idempotency-Key: a name of your own, new for each new intention.")


class KeyFormError(RefusalError):
    """The key is not one."""

    def __init__(self) -> None:
        super().__init__("Idempotency-Key must be 1 to 255 visible ASCII characters.")


class KeyInFlightError(RefusalError):
    """The first call under this key has not been answered yet."""

    def __init__(self) -> None:
        super().__init__("The first call with this Idempotency-Key is still at work; ask again in a moment.")


class KeyReusedError(RefusalError):
    """The key belongs to another call."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another call; a new intention needs a new key.")


class KeySealedError(RefusalError):
    """The answer shows a secret, and is kept for other credentials."""

    def __init__(self) -> None:
        super().__init__(
            "The first call with this Idempotency-Key had its effect. Its answer shows a secret and is given again "
            "only to the API key or token that made that call."
        )


class VersionMissingError(RefusalError):
    """An update came without the version that it is based on."""

    def __init__(self) -> None:
        super().__init__('This call needs the header If-Match with the version that was read, such as "3".')


class VersionFormError(RefusalError):
    """If-Match names no version of ours."""

    def __init__(self) -> None:
        super().__init__('If-Match must be one version as the ETag gave it, such as "3".')


class CursorError(RefusalError):
    """The cursor is not one that a page of this list gave out."""

    def __init__(self) -> None:
        super().__init__("This cursor was not given out by this list with these filters; begin without one.")


class CursorOfOtherHistoryError(RefusalError):
    """A cursor of the feed whose last event is not in this database, or not at that place."""

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"This cursor ends at event {position} of a history that is not this database's; its own last is {last}. "
            "It was restored from a backup that is older than the cursor, or the cursor is of another installation or "
            "organisation. Begin again with cursor=0, book by `order.id` and `order_version` so that what is booked "
            "already is booked once, and look at orders that the feed does not tell of any more.",
            last_position=last,
            cursor="0",
        )


class BusyError(RefusalError):
    """Another writer held the database for too long, or there is no room for more of the same work."""

    def __init__(self, sentence: str = "The database is busy; nothing was changed. Ask again in a moment.") -> None:
        super().__init__(sentence)


class UnreachableError(RefusalError):
    """The database does not answer."""

    def __init__(self) -> None:
        super().__init__("The database cannot be reached; nothing was changed. Ask again later.")


class IssuerSilentError(RefusalError):
    """The keys of the issuer cannot be fetched, so no token can be told from another."""

    def __init__(self) -> None:
        super().__init__("The issuer of tokens does not answer; API keys work meanwhile.")
