"""What the data should be: forms, rules, cells. Imports nothing of ours."""
