"""The engines that judge a cohort."""
