"""What a file declares and never uses."""

from collections.abc import Iterable

from compliance.syntax.lower.context import Context
from compliance.syntax.place import Place

MESSAGES = {
    "sources": ("L704", "nothing in this file cites `{name}`"),
    "define": ("L705", "no condition of this file uses `{name}`"),
    "parameters": ("L706", "no condition of this file uses `{name}`"),
}


def unused(kind: str, names: Iterable[str], place: Place, context: Context) -> None:
    """Warn of every name of that kind that the file declares and has not used."""
    code, message = MESSAGES[kind]
    for name in names:
        if (kind, name) not in context.used:
            here = place.at(kind).at(name)
            here.warning(code, message.replace("{name}", name), advice="remove it")
