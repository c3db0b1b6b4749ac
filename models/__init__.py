"""The nouns: what a dataset, a problem and a plan are; reading, checking and writing them. Imports nothing of ours."""
