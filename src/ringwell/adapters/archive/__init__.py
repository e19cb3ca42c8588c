"""Where finished recordings live, and how raw audio becomes one."""
