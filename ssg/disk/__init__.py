"""The only room that opens files: each write, move, removal and untrusted read goes through a door
that no link leads out of. Paths and bytes go in and come out. It also holds the secret of the
machine, and interrupts that must wait.
"""
