"""`python -m ringwell` is the command `ringwell`."""

from ringwell.cli import main

main()
