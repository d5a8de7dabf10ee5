"""What somebody without an account can ask for before an event, and what becomes of it."""
