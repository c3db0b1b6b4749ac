"""Bodies of requests and answers, one file for each document; `kinds` has what they are made of."""
