"""Whole cohorts: the same rules over many séances, under the policy in force or under another one."""
