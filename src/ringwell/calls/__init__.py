"""One call: its legs, hold, segments and recording, as a state machine without I/O."""
