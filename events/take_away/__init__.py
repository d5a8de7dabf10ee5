"""“Take it with you”: what an event or a series left behind, in one zip that opens without the internet."""
