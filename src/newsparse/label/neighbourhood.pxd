cimport cython

cdef Py_ssize_t UNITS, ENDS, LINK_SHARE, HEADING, LIST_ITEM, NOISE, MARK, TITLE_EQUAL
cdef double PROSE_UNITS, SHORT_UNITS, FAR


@cython.locals(prose=cython.double[::1], index=cython.Py_ssize_t)
cpdef prose_of(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count)


@cython.locals(scores=cython.double[::1], prose=cython.double[::1], index=cython.Py_ssize_t)
cpdef densest(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count)


@cython.locals(
    best=cython.double, running=cython.double, best_first=cython.Py_ssize_t, best_last=cython.Py_ssize_t,
    first=cython.Py_ssize_t, index=cython.Py_ssize_t,
)
cpdef best_run(cython.double[::1] scores, Py_ssize_t count)


@cython.locals(
    prose=cython.double[::1], index=cython.Py_ssize_t, back=cython.Py_ssize_t, row=cython.Py_ssize_t,
    column=cython.Py_ssize_t, total=cython.double, in_run=cython.double, shorts=cython.double, links=cython.double,
    above=cython.double, whole=cython.double, since_prose=cython.double, since_noise=cython.double,
    since_title=cython.double, since_heading=cython.double, until_prose=cython.double, until_noise=cython.double,
    until_title=cython.double,
)
cpdef fill_places(
    cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count, Py_ssize_t at, Py_ssize_t first, Py_ssize_t last
)
