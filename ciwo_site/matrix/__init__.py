"""Entries × languages: the state of every text, for whoever writes and translates."""
