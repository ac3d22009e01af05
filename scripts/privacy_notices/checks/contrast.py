"""How well two colours can be told apart, as WCAG 2.2 measures it, and the nearest colour that passes.

Contrast ratio: (L1 + 0.05) / (L2 + 0.05), L1 the relative luminance of the lighter colour and L2 of the darker
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Relative luminance of a colour in sRGB: 0.2126 R + 0.7152 G +
0.0722 B, where each of R, G and B is c / 12.92 for c up to 0.04045, and ((c + 0.055) / 1.055) ** 2.4 above; c is the
value from 0 to 255, divided by 255 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from colorsys import hls_to_rgb, rgb_to_hls

#: Red, green and blue, each from 0 to 255.
Colour = tuple[int, int, int]
#: What text needs at level AA (1.4.3); large text would do with 3.
AA_TEXT = 4.5
_WRITTEN = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
#: The steps in which a lighter or darker colour is looked for: two for each value of a channel.
_STEPS = 510


def read_colour(written: str) -> Colour | None:
    """Return the colour that is written like `#1d4f91` or `#15a`; None for anything else."""
    match = _WRITTEN.fullmatch(written)
    if not match:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def write_colour(colour: Colour) -> str:
    """Return the colour as it is written, like `#1d4f91`."""
    return f"#{bytes(colour).hex()}"


def luminance(colour: Colour) -> float:
    """Return the relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: Colour, passes: Callable[[Colour], bool]) -> Colour | None:
    """Return the colour of the same hue and saturation that passes with the least change, or None."""
    hue, lightness, saturation = rgb_to_hls(*(value / 255 for value in colour))
    for step in range(_STEPS + 1):
        for changed in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= changed <= 1:
                red, green, blue = (round(255 * value) for value in hls_to_rgb(hue, changed, saturation))
                if passes((red, green, blue)):
                    return red, green, blue
    return None
