"""The outside world: pull, read, send."""
