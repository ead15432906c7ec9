cimport cython

cdef Py_ssize_t UNITS, ENDS, LINK_SHARE, HEADING, LIST_ITEM, WORDS, NOISE, MARK, TITLE_EQUAL, NEIGHBOUR
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
    prose=cython.double[::1], sums=cython.double[::1], index=cython.Py_ssize_t, row=cython.Py_ssize_t,
    length=cython.double, weight=cython.double, column=cython.Py_ssize_t, window=cython.Py_ssize_t,
    top=cython.Py_ssize_t, bottom=cython.Py_ssize_t, kind=cython.Py_ssize_t,
)
cpdef fill_around(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count, Py_ssize_t at)


@cython.locals(
    index=cython.Py_ssize_t, column=cython.Py_ssize_t, offset=cython.Py_ssize_t, other=cython.Py_ssize_t,
    kind=cython.Py_ssize_t,
)
cpdef fill_neighbours(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count, Py_ssize_t at)


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


@cython.locals(
    index=cython.Py_ssize_t, row=cython.Py_ssize_t, words=cython.double, length=cython.double, noise=cython.double,
    since=cython.double, distance=cython.double,
)
cpdef fill_opened(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count, Py_ssize_t at)


@cython.locals(
    score=cython.double[::1], gain=cython.double[::1], sums=cython.double[::1], index=cython.Py_ssize_t,
    back=cython.Py_ssize_t, length=cython.double, first=cython.Py_ssize_t, last=cython.Py_ssize_t,
    total=cython.double, whole=cython.double, since=cython.double, until=cython.double, column=cython.Py_ssize_t,
    offset=cython.Py_ssize_t, other=cython.Py_ssize_t, window=cython.Py_ssize_t, top=cython.Py_ssize_t,
    bottom=cython.Py_ssize_t, kind=cython.Py_ssize_t,
)
cpdef fill_second(cython.float[::1] table, Py_ssize_t stride, Py_ssize_t count, Py_ssize_t at, scores)
