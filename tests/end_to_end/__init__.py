"""Tests that run the real commands in real repositories."""
