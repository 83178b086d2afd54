"""The shell: the night as a Prefect flow, and the command line."""
