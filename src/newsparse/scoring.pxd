cimport cython


@cython.locals(
    roots=cython.short[::1],
    columns=cython.ushort[::1],
    thresholds=cython.float[::1],
    left=cython.short[::1],
    right=cython.short[::1],
    values=cython.short[::1],
    numbers=cython.float[::1],
    live=cython.int[::1],
    sums=cython.int[::1],
    count=cython.int,
    tree=cython.int,
    place=cython.int,
    row=cython.int,
    start=cython.Py_ssize_t,
    node=cython.int,
)
cpdef add_up(forest, cython.float[::1] table, int stride, int first, int settled)


@cython.locals(scale=double, moved=double, whole=Py_ssize_t)
cpdef double rounded(double value, int digits) except? -1
