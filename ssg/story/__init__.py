"""The story model: what a newsroom writes about a story, from text to values."""
