"""Great Expectations over the candidate batch."""
