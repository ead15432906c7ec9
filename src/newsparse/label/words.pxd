cimport cython


@cython.locals(words=list, head=list, found=list, last=list)
cpdef list hashes(str text)
cdef bint _is_long(bytes word)
cdef list _words(str text)
@cython.locals(start=str, end=str, found=list, i=Py_ssize_t)
cdef list _of_characters(str text)
