cimport cython


cdef class _Place:
    cdef double prose, words, linked
    cdef Py_ssize_t blocks

    cdef add(self, _Place other)
    cdef double links(self)


cdef class _Around:
    cdef object _places
    cdef dict _ancestors

    @cython.locals(parent=tuple, found=list, depth=Py_ssize_t)
    cdef list ancestors(self, tuple path)
    @cython.locals(weights=dict, place=_Place, path=tuple)
    cdef tuple top(self)


@cython.locals(own=dict, place=_Place, told=double, length=double)
cdef dict _own_places(blocks, prose, lengths)
@cython.locals(parent=_Place, grandparent=_Place, ancestor=_Place, common=Py_ssize_t)
cdef list _columns(tuple path, _Place own, list around, tuple top, double total)
@cython.locals(within=set)
cdef list _landmarks(list tags)
@cython.locals(count=Py_ssize_t)
cdef Py_ssize_t _common(tuple path, tuple other)
@cython.locals(own=dict, around=_Around, place=_Place, above=_Place, total=double, top=tuple, rows=dict)
cpdef list path_columns(blocks, prose, lengths)
@cython.locals(words=list, part=str)
cpdef list words_of(str name)
