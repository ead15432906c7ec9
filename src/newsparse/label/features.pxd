cimport cython


cdef Py_ssize_t FAMILIAR_LENGTH, LONG_WORD


@cython.locals(count=Py_ssize_t, shared=Py_ssize_t, word=str)
cdef double _share_in(set core, str text)
@cython.locals(found=list, start=Py_ssize_t, place=Py_ssize_t, character=Py_UCS4)
cdef list _long_words(str small)
@cython.locals(into=cython.float[::1], place=Py_ssize_t, row=list)
cdef _fill_one_by_one(numbers, Py_ssize_t stride, Py_ssize_t at, rows)
