"""What is run in a process of its own: the libraries that take foreign files apart, each behind one `read`.

No module here imports Dateline, so that the process starts at once; `readers.confined` starts it.
"""
