"""The demo workspace's documents: flows and opening hours, which name queues, calendars and skills in words."""
