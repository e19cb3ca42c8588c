"""One module for each step. A step that has landed is never edited."""
