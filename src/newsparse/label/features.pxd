cimport cython


cdef Py_ssize_t FAMILIAR_LENGTH, LONG_WORD


@cython.locals(count=Py_ssize_t, shared=Py_ssize_t, word=str)
cdef double _share_in(set core, str text)
