"""Sets of rules as integers, one bit a rule."""

import re
from collections.abc import Iterable, Iterator, Sequence

SET_BYTE = re.compile(rb"[^\0]")
BITS = tuple(tuple(b for b in range(8) if byte >> b & 1) for byte in range(256))
FEW = 12


def mask_of(numbers: Iterable[int], size: int) -> int:
    """The integer with those bits."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def numbers_in(mask: int) -> Sequence[int]:
    """The bits of a mask, in no order."""
    found: list[int] = []
    while mask and len(found) < FEW:
        top = mask.bit_length() - 1
        found.append(top)
        mask ^= 1 << top
    if mask:
        found.extend(_all_in(mask))
    return found


def _all_in(mask: int) -> Iterator[int]:
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    for match in SET_BYTE.finditer(data):
        start = match.start()
        first = start << 3
        for bit in BITS[data[start]]:
            yield first + bit
