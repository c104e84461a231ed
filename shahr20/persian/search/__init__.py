"""Search: what a text holds, what a query asks, and where the one is found in the other. No database.

pieces      a text as the folded pieces that the index holds, with their places
compounds   which words of a text are several pieces, however they are written
respelt     words with more than one accepted spelling of their letters
spellings   every way to write what was typed
inflections the other forms of a word, when they are asked for
query       what a person typed, understood; `parse` is the way in
"""
