"""Where rooms meet: the inbound call, recovery. Pure: events in, facts and commands out."""
