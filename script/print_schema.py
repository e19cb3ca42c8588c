"""Prints the schema that the tables describe now, to be compared with, or made into, a migration."""

from ringwell.adapters.postgres.schema import script

print(script(), end="")
