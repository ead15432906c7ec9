cimport cython


cdef class _Place:
    cdef object shape
    cdef int level, depth
    cdef tuple path
    cdef bint verbatim, row


cdef class _Walk:
    cdef bint reveals
    cdef public list blocks, open, places
    cdef list roles, parts
    cdef Py_ssize_t linked, bold
    cdef int links, bolds

    @cython.locals(role=int)
    cpdef enter(self, element)
    @cython.locals(tag=str, role=int, attributes=list)
    cdef int role_of(self, element) except -1
    @cython.locals(role=int, place=_Place)
    cpdef leave(self)
    cdef add(self, str text)
    cdef break_line(self, _Place place)
    @cython.locals(place=_Place)
    cdef open_block(self, element, str tag, list attributes)
    cpdef end_block(self, _Place place)


@cython.locals(walk=_Walk)
cdef list _walked(root, bint reveals)
@cython.locals(level=int, depth=int, row=bint, words=list)
cdef _Place _inside(_Place place, element, str tag, list attributes)
@cython.locals(name=str, value=str, hidden=str, style=str)
cdef bint _hidden(list attributes)
cdef bint _is_hidden(str hidden, str style)
@cython.locals(character=Py_UCS4, solid=Py_ssize_t)
cdef Py_ssize_t _solid(str text)
cdef str _folded(str raw)
cdef str _verbatim(str raw)
