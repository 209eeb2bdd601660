"""What a message says, in each language of a programme: written by staff, checked when saved, rendered safely.

Pure: nothing here reads or writes anything. `model` is what is kept, `check` finds every mistake, `choose` and `render`
make of it what one member reads. The grammar of variables is in `source`.
"""
