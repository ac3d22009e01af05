"""Tests that open pages in real Chromium."""
