cimport cython


cdef size_t LAST


@cython.locals(words=list, head=list, found=list, last=list)
cdef list _hashes(str text)
cdef bint _is_long(bytes word)
cdef list _words(str text)
@cython.locals(start=str, end=str, found=list, i=Py_ssize_t)
cdef list _of_characters(str text)
@cython.locals(found=list, total=Py_ssize_t, place=cython.size_t)
cpdef double word_score(str text, const signed char[::1] weights)
