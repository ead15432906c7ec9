cimport cython


cpdef str fold(str text)
cpdef str _folded(str text)
cpdef str fold_letters(str text)
@cython.locals(character=Py_UCS4, before=Py_UCS4)
cdef bint _folds_by_case(str text)
@cython.locals(character=Py_UCS4, plain=bint)
cdef bint _folds_by_bytes(str text)
@cython.locals(written=str, folded=str)
cdef str _folded_by_bytes(str text)
@cython.locals(words=Py_ssize_t)
cpdef Py_ssize_t units(str text) except? -1
@cython.locals(character=Py_UCS4, words=Py_ssize_t, inside=bint)
cdef Py_ssize_t _spaced_words(str text)
@cython.locals(character=Py_UCS4, alphabetic=Py_ssize_t, figures=Py_ssize_t, capitals=Py_ssize_t)
cdef tuple _counted_letters(str text)
@cython.locals(
    character=Py_UCS4, comma_count=Py_ssize_t, stop_count=Py_ssize_t, quoted=bint, asked=bint, stopped=bint,
    commas=str, stops=str, full_stops=str, quotes=str, asks=str,
)
cdef tuple _counted_marks(str text)
cpdef bint ends_sentence(str text)
@cython.locals(character=Py_UCS4)
cdef bint _holds_digit(str text)
cpdef bint has_digit(str text)
@cython.locals(character=Py_UCS4, start=Py_ssize_t, place=Py_ssize_t)
cpdef str first_word(str text, str marks)
cpdef str small(str text)
@cython.locals(character=Py_UCS4)
cdef str _small_by_bytes(str text)
@cython.locals(
    character=Py_UCS4, counts=dict, number=Py_ssize_t, start=Py_ssize_t, place=Py_ssize_t, trace=Py_ssize_t,
    last=Py_ssize_t, foreign=bint, word=str,
)
cpdef tuple counted_words(str text, str marks, dict among, bytes left)
@cython.locals(character=Py_UCS4)
cdef str _beyond_ascii(str text)
@cython.locals(character=Py_UCS4)
cpdef bint has_any(str text, str marks) except? -1
@cython.locals(character=Py_UCS4)
cpdef bint is_like_latin(str text) except? -1
@cython.locals(character=Py_UCS4, found=set, start=Py_ssize_t, place=Py_ssize_t)
cpdef set stems(str text, Py_ssize_t least, Py_ssize_t most)
