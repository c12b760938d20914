"""The build, from files to a published folder: run.py shows its stages on one screen. Options go
in; a Report comes out. It opens the catalog and starts processes; all else is done by the rooms
below.
"""
