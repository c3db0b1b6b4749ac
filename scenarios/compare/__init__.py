"""Two or more plans of one dataset side by side: where the money and the service differ."""
