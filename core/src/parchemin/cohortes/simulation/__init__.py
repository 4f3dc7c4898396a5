"""A cohort under other rules: scenarios, their parameters, what changes and why."""
