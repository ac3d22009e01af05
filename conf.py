"""Sphinx's settings. They come from the program; what is written below them here wins."""

from privacy_notices.site.settings import *  # noqa: F403
