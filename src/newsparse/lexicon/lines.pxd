cimport cython


cpdef recognise(str text, lexicon)
@cython.locals(opening=str, word=str)
cpdef bint _may_announce(str line, lexicon)
cdef _announced(str line, lexicon)
cdef _unannounced(str line, lexicon)
cdef _noise(str line, str folded)
cdef _agency_credit(str text)
cdef _picture_credit(str text)
@cython.locals(last=Py_ssize_t)
cpdef bint is_picture_credit(str text)
