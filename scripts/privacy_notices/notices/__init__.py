"""Notices: read from Markdown, and compared with what was issued."""
