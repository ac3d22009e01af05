"""Every error that somebody who runs a command can cause, with the exit code that the command then has.

::

    NoticesError                 2
    ├── BadValueError            2  a year, a day or a switch that makes no sense; also a ValueError
    ├── FileError                2  a file that cannot be read or written
    │   ├── DataFileError        2  a TOML file that is not what it should be
    │   ├── StateError           2  no state of a link check
    │   ├── ReportError          2  no report of a link check
    │   └── LogError             2  no list of versions
    ├── CannotFindError          2  what is to be compared is not there
    ├── CannotBeginError         2  no draft of a new year can be made
    ├── CannotImportError        2  an old document cannot be taken over
    ├── GitError                 2  git refused
    ├── HistoryError             2  the history cannot be used as it is
    ├── UnreachableError         2  a published site cannot be reached
    ├── NotShownError            2  a published site does not show a file, nor say that there is none
    ├── GitHubError              2  GitHub refused
    ├── HeldByPeopleError        2  somebody works on what was to be written
    ├── SiteError                1  a notice or a page has a fault, so the site was not built
    ├── PdfError                 1  a PDF copy cannot be made
    └── NoNetworkError           3  no link could be checked

The message is what people read: one line (of a history, one for each fault) that says what is wrong and what to do.
`commands.run` prints it. Any other exception is a fault of the program, and is never told as the user's mistake.

`links.guard.UnsafeAddressError` is not here. It ends no command: it becomes the verdict of a link, and is an OSError
because aiohttp, which it passes through, keeps only those.
"""

from __future__ import annotations


class NoticesError(Exception):
    """What every error of ours is."""

    exit_code = 2


class BadValueError(NoticesError, ValueError):
    """A year, a day or a switch makes no sense; the message says how to write it.

    It is a ValueError too, so that pydantic says of a key of a file what is said of a switch.
    """


class FileError(NoticesError):
    """A file cannot be read or written."""


class DataFileError(FileError):
    """A data file of the site cannot be used. The message has the file, the place and what to write."""


class StateError(FileError):
    """The file is no state of a link check."""


class ReportError(FileError):
    """The file is no report of a link check."""


class LogError(FileError):
    """The file is no log of versions."""


class CannotFindError(NoticesError):
    """What was asked for is no version, year or file; the message names what there is."""


class CannotBeginError(NoticesError):
    """There is no new notice; the message says what to do."""


class CannotImportError(NoticesError):
    """The document cannot be taken over. The message has the file, and what to do."""


class GitError(NoticesError):
    """Git refused; the message says what to do where that is known."""


class HistoryError(NoticesError):
    """The history cannot be used as it is; the message has one line a fault and says what to do."""


class UnreachableError(NoticesError):
    """The site cannot be reached."""


class NotShownError(NoticesError):
    """The site answers, but not with the file and not by saying that there is none."""


class GitHubError(NoticesError):
    """GitHub refused, or this runs outside a workflow."""


class HeldByPeopleError(NoticesError):
    """The branch or the notice holds somebody's work, so nothing was sent; the message says what to do."""


class SiteError(NoticesError):
    """The site was not built; the last good one is untouched. The message says why."""

    exit_code = 1


class PdfError(NoticesError):
    """A PDF copy cannot be made; the message names it."""

    exit_code = 1


class NoNetworkError(NoticesError):
    """No site answered, so nothing could be checked."""

    exit_code = 3
