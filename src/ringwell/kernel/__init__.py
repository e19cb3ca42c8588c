"""What every room shares: ids, instants, the event envelope. No business, no I/O."""
