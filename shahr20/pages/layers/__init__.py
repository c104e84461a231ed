"""The readers by layer: one file a layer, each a set of pure rules that look at a document.

A rule answers for one field, or None when it has nothing to say. `shahr20.pages.fields` orders them.
"""
