"""Which table refers to which, as the declarations say."""

from dataclasses import dataclass

from models.tables import DATASET_TABLES


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of `child` whose `columns` must stand in the columns `theirs` of `parent`."""

    child: str
    columns: tuple[str, ...]
    parent: str
    theirs: tuple[str, ...]

    @property
    def expected(self) -> str:
        """What must stand there, for the message of a fault."""
        return f"{' and '.join(self.theirs)} of a row of {self.parent}"


def _references() -> tuple[Reference, ...]:
    found = []
    for declared in DATASET_TABLES:
        by_parent: dict[str, list[tuple[str, str]]] = {}
        for column in declared.columns:
            parent, _, theirs = column.references.partition(".")
            if parent:
                by_parent.setdefault(parent, []).append((column.name, theirs))
        for parent, pairs in by_parent.items():
            together = [pairs] if parent == "offers" else [[pair] for pair in pairs]  # a break's pair is an offer's
            found += [
                Reference(declared.name, tuple(name for name, _ in each), parent, tuple(theirs for _, theirs in each))
                for each in together
            ]
    return tuple(found)


REFERENCES = _references()
