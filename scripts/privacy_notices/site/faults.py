"""Stops a build whose pages could not be trusted to show what their files say."""

from __future__ import annotations

from privacy_notices.errors import SiteError
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import parse_notice
from privacy_notices.notices.showing import obstacles


def refuse_unreadable(path: str, source: bytes) -> None:
    """Raise SiteError where it cannot even be told whether a notice, or a translation of one, is a draft."""
    notice = parse_notice(path, source)
    if notice.front_matter is None and notice.translation is None:
        _refuse(notice)


def refuse_faults(path: str, source: bytes) -> None:
    """Raise SiteError where a notice, or a translation, has faults, so that what its page would show is in doubt."""
    _refuse(parse_notice(path, source))


def _refuse(notice: Notice) -> None:
    if faults := [*notice.findings, *obstacles(notice)]:
        lines = "\n".join(f"{fault.path}:{fault.line}: {fault.message}" for fault in faults)
        raise SiteError(f'{notice.path} cannot be built while it has faults ("make check" lists all):\n{lines}')
