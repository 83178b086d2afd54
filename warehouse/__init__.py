"""Everything SQL: tables, loads, claims, the master, measures, views."""
