cimport cython

cdef extern from "math.h":
    cpdef double sqrt(double)

cdef double _FARTHEST


@cython.locals(
    count=Py_ssize_t, row=Py_ssize_t, column=Py_ssize_t, width=Py_ssize_t, value=double, out=cython.double[::1],
)
cpdef even(
    cython.float[::1] table, Py_ssize_t stride, Py_ssize_t at, double[::1] means, double[::1] spreads
)


@cython.locals(size=Py_ssize_t, slot=Py_ssize_t, row=Py_ssize_t, slot_of=cython.int[::1])
cpdef placed(unsigned int[::1] keys)


@cython.locals(
    row_of=cython.int[::1], slot_of=cython.int[::1], last=Py_ssize_t, slot=Py_ssize_t, index=Py_ssize_t,
)
cpdef rows_of(places, unsigned int[::1] keys, unsigned int[::1] hashes)


@cython.locals(
    count=Py_ssize_t, bag=Py_ssize_t, column=Py_ssize_t, index=Py_ssize_t, at=Py_ssize_t, first=Py_ssize_t,
    last=Py_ssize_t, told=double, scale=double, out=cython.double[::1],
)
cpdef bag_sums(const signed char[::1] known, Py_ssize_t width, int[::1] rows, int[::1] ends)


@cython.locals(
    count=Py_ssize_t, whole=Py_ssize_t, row=Py_ssize_t, column=Py_ssize_t, lane=Py_ssize_t, index=Py_ssize_t,
    start=Py_ssize_t, among=Py_ssize_t, weight=Py_ssize_t, value=double, sums=cython.double[16],
    used=cython.int[::1],
)
cpdef add_product(
    double[::1] into, double[::1] rows, Py_ssize_t width, double[::1] weights, Py_ssize_t at, Py_ssize_t out,
    Py_ssize_t offset
)


@cython.locals(count=Py_ssize_t, column=Py_ssize_t, row=Py_ssize_t, index=Py_ssize_t)
cdef _add_rest(
    double[::1] into, double[::1] rows, Py_ssize_t width, double[::1] weights, Py_ssize_t at, Py_ssize_t out,
    Py_ssize_t offset
)


@cython.locals(index=Py_ssize_t)
cpdef add_positive(double[::1] into, double[::1] rows)


@cython.locals(first=Py_ssize_t, column=Py_ssize_t, width=Py_ssize_t)
cpdef add_to_all(double[::1] rows, double[::1] more)


@cython.locals(
    count=Py_ssize_t, row=Py_ssize_t, column=Py_ssize_t, total=double, highest=double, value=double,
    out=cython.double[::1],
)
cpdef summary(double[::1] rows, Py_ssize_t width)
