"""Rows in, bytes out: letters, digests, tables for a terminal."""
