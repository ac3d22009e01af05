"""PDF copies of notices."""
