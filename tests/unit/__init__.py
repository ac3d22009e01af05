"""Tests that call functions."""
