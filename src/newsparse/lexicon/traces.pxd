cimport cython

cdef Py_ssize_t _LAST_TRACE, _LAST_RUN, _RUN


@cython.locals(found=bytearray, word=str, character=Py_UCS4, code=Py_ssize_t, trace=Py_ssize_t)
cpdef bytes traces(words)
@cython.locals(character=Py_UCS4, code=Py_ssize_t, trace=Py_ssize_t)
cpdef bint may_share(str text, bytes known) except? -1
@cython.locals(character=Py_UCS4, code=Py_ssize_t, trace=Py_ssize_t)
cpdef bint may_name(str text, bytes known) except? -1
@cython.locals(character=Py_UCS4, code=Py_ssize_t, last=Py_ssize_t, before=Py_ssize_t)
cpdef bint may_hold(str text, bytes known) except? -1
@cython.locals(found=bytearray, text=str, character=Py_UCS4, code=Py_ssize_t, trace=Py_ssize_t)
cpdef bytes run_traces(texts)
@cython.locals(character=Py_UCS4, code=Py_ssize_t, count=Py_ssize_t, trace=Py_ssize_t)
cpdef bint may_open_in(str text, Py_ssize_t most, bytes known) except? -1
@cython.locals(
    character=Py_UCS4, left=bytes, found=set, start=Py_ssize_t, place=Py_ssize_t, trace=Py_ssize_t, foreign=bint,
    word=str,
)
cpdef set known_stems(str text, Py_ssize_t least, Py_ssize_t most, known)
@cython.locals(
    found=list, first_with=cython.int[::1], place=Py_ssize_t, start=Py_ssize_t, trace=Py_ssize_t, size=Py_ssize_t,
    code=Py_ssize_t, foreign=bint, parted=bint,
)
cpdef list known_words(bytes words, bytes known)
@cython.locals(place=Py_ssize_t)
cdef bint _is_again(bytes words, Py_ssize_t before, Py_ssize_t start, Py_ssize_t end) except? -1
