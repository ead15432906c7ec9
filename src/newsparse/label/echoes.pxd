cimport cython


cdef Py_ssize_t _RUNS_IN, _LONGEST_WORDS, _RUN_CHARACTERS, _LONG_WORD
cdef unsigned long long _START, _FACTOR
cdef int _NOBODY, _SEVERAL


@cython.locals(runs=cython.ulonglong[::1], words=Py_ssize_t, size=Py_ssize_t, place=Py_ssize_t)
cdef Py_ssize_t _write_runs(str text, into, Py_ssize_t at) except -1
@cython.locals(
    size=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, place=Py_ssize_t,
    value=cython.ulonglong,
)
cdef Py_ssize_t _write_pieces(str text, unsigned long long[::1] into, Py_ssize_t at) except -1
@cython.locals(value=cython.ulonglong, length=Py_ssize_t, character=Py_UCS4)
cdef Py_ssize_t _write_words(str small, Py_ssize_t least, unsigned long long[::1] into, Py_ssize_t at) except -1
@cython.locals(
    slots=cython.ulonglong[::1], owners=cython.int[::1], found=cython.ulonglong[::1], into=cython.int[::1],
    start=Py_ssize_t, end=Py_ssize_t, place=Py_ssize_t, slot=Py_ssize_t, number=int,
)
cdef _owners(runs, list ends, Py_ssize_t size)
@cython.locals(slot=Py_ssize_t)
cdef Py_ssize_t _slot(
    unsigned long long[::1] keys, int[::1] owners, Py_ssize_t size, unsigned long long key
) except -1
@cython.locals(count=Py_ssize_t, place=Py_ssize_t)
cdef double _share_of_several(int[::1] owners, Py_ssize_t start, Py_ssize_t end) except? -1
@cython.locals(
    slots=cython.ulonglong[::1], owner_of=cython.int[::1], found=cython.ulonglong[::1], place=Py_ssize_t, slot=Py_ssize_t,
)
cdef _put(keys, owners, Py_ssize_t size, words, Py_ssize_t count)
@cython.locals(
    slots=cython.ulonglong[::1], owner_of=cython.int[::1], found=cython.ulonglong[::1], place=Py_ssize_t,
    known=Py_ssize_t,
)
cdef double _share_put(keys, owners, Py_ssize_t size, words, Py_ssize_t count) except? -1
