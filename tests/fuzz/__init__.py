"""Targets that are fed with damaged input for as long as one likes; a short run of each is a test."""
