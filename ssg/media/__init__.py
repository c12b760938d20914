"""Looking into pictures, video and audio, and making files of pictures. A file goes in; what is in
it, what it says of itself, or a copy without its secrets comes out. It reads below content/, and
writes only where it is told to.
"""
