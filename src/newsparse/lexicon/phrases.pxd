cimport cython


@cython.locals(line=str, bare=str, phrase=str)
cpdef match(str folded, phrases)
@cython.locals(first=str, last=str)
cdef bint _may_match(str folded, phrases)
cdef str _bare(str line)
cdef bint _parted(str line, Py_ssize_t place)
