"""Looking at a deployment from inside: what is wrong, and what cures it, in sentences."""
