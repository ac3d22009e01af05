"""What the checks hold a notice against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from privacy_notices.requirements import Requirements, load_requirements
from privacy_notices.school import School, load_school


@dataclass(frozen=True)
class Rulebook:
    """The requirements, the school's facts and the day on which the check is made."""

    requirements: Requirements
    school: School
    today: date


def load_rulebook(folder: Path, today: date) -> Rulebook:
    """Read requirements.toml and school.toml from the folder of the notices.

    Raises:
        DataFileError: one of them is missing or has a fault.
    """
    return Rulebook(load_requirements(folder / "requirements.toml"), load_school(folder / "school.toml"), today)
