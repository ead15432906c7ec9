cimport cython


@cython.locals(inside=list, first=Py_ssize_t, last=Py_ssize_t, labels=list, index=Py_ssize_t)
cpdef tuple labelled(page, recognised, scores, kept)
cdef _kind(block, below)
cdef tuple _dropped(block, found, said)
cdef _by_place(Py_ssize_t index, Py_ssize_t first, Py_ssize_t last)
