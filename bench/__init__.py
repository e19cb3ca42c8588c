"""Measurements of speed and size, run by script/bench."""
