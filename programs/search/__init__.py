"""The index of search in the database: what can be found, how it is kept in step, and what fits a question."""
