"""A published site as others see it: a folder or an address, file by file."""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from privacy_notices.errors import NotShownError, UnreachableError

_SECONDS = 30
_LARGEST = 100_000_000


def read_file(site: str, path: str) -> bytes | None:
    """Return a file of a site, None where it has none of this name.

    Args:
        site: a folder, or an address that begins with http:// or https://.
        path: where the file is in it, such as versions.json.

    Raises:
        UnreachableError, NotShownError: it cannot be known whether the site has the file.
    """
    if not is_address(site):
        return _read(Path(site) / path)
    address = f"{site.rstrip('/')}/{path}"
    try:
        # What `is_address` lets through is http or https.
        with urlopen(Request(address, headers={"User-Agent": "privacy-notices"}), timeout=_SECONDS) as answer:  # noqa: S310
            return bytes(answer.read(_LARGEST))
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise NotShownError(f"{address} answers {error.code}. Try again later.") from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise UnreachableError(f"{address} cannot be reached: {getattr(error, 'reason', None) or error}.") from None


def is_address(site: str) -> bool:
    """Say whether a site is named by its address, and not by a folder."""
    return site.lower().startswith(("http://", "https://"))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise NotShownError(f"{path} cannot be read: {error.strerror}.") from None
