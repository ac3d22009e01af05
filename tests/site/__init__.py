"""Tests that look at built pages."""
