"""Measures the archive beside its peers and limits, in one run on one machine; nothing of it runs by itself."""
