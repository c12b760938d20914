"""Commands that look and change nothing: what is in the newsroom, what is due, what fields there
are. A site goes in; rows to print come out. It reads the catalog as the next build would leave it.
"""
