cimport cython


@cython.locals(into=cython.float[::1], place=Py_ssize_t, row=list)
cdef _fill_one_by_one(numbers, Py_ssize_t stride, Py_ssize_t at, rows)
