"""One module a kind of page: which pages of it there are, and how one is made."""
