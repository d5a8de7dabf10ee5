"""Search without a database: words as they are compared, what somebody asked for, and the words marked in a text."""
