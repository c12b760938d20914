"""Targets that are fed with damaged input, as long as one likes; a short run of each is a test."""
