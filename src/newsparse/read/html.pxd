cimport cython


cdef class _Place:
    cdef object shape
    cdef int level, depth
    cdef tuple path
    cdef bint verbatim, row


cdef class _Builder:
    cdef bint reveals
    cdef public list blocks
    cdef list parts
    cdef Py_ssize_t linked, bold
    cdef int links, bolds

    cpdef add(self, str text)
    cpdef break_line(self, _Place place)
    cpdef end_block(self, _Place place)


@cython.locals(event=str, tag=str)
cdef bint _enter(element, _Builder builder, list places)
@cython.locals(place=_Place)
cdef _open_block(element, str tag, list attributes, _Builder builder, list places)
@cython.locals(place=_Place)
cdef _leave(element, _Builder builder, list places)
@cython.locals(level=int, depth=int, row=bint, words=list)
cdef _Place _inside(_Place place, element, str tag, list attributes)
@cython.locals(name=str, value=str)
cdef bint _hidden(list attributes)
cdef Py_ssize_t _solid(str text)
cdef str _folded(str raw)
cdef str _verbatim(str raw)
