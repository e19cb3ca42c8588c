"""The switch's REST interface, typed.

Written by script/generate_ari.py; do not edit.
"""
