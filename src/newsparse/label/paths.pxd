cimport cython

cdef Py_ssize_t _MOST

cdef class _Place:
    cdef double prose, words, linked
    cdef Py_ssize_t blocks

    cdef add(self, _Place other)
    cdef double links(self)


@cython.locals(
    below=list, known=dict, inside=dict, node=Py_ssize_t, elements=list, parents=list, depths=list, of_block=list, element=str,
)
cpdef tree_of(blocks)
@cython.locals(
    own=dict, around=dict, place=_Place, found=_Place, total=double, top=Py_ssize_t, common=list, tags=list, rows=dict,
    places=list, spread=list, row=list, depths=list, depth=Py_ssize_t, shared=Py_ssize_t,
)
cpdef list path_columns(tree, blocks, prose, lengths)
@cython.locals(own=dict, place=_Place, told=double, length=double)
cdef dict _own_places(tree, blocks, prose, lengths)
@cython.locals(parents=list, found=list)
cdef list _ancestors(tree, node)
@cython.locals(weights=dict, place=_Place, best=list)
cdef _top(tree, dict around)
@cython.locals(above=set, common=list, parents=list, depths=list, node=Py_ssize_t)
cdef list _common_depths(tree, top)
@cython.locals(found=list, row=list, node=Py_ssize_t, elements=list, parents=list, depths=list, tag=str)
cdef list _tags_around(tree)
@cython.locals(parent=_Place, grandparent=_Place, ancestor=_Place)
cdef list _spread(_Place own, list around, double total)
@cython.locals(known=list, node=Py_ssize_t, elements=list, parents=list, of_block=list)
cpdef list path_hashes(tree)
@cython.locals(
    hashes="unsigned int[::1]", count_of=cython.int[::1], node=Py_ssize_t, count=Py_ssize_t, start=Py_ssize_t,
    own=Py_ssize_t, above=Py_ssize_t, place=Py_ssize_t, value="unsigned int",
)
cdef list _nearest_hashes(list elements, list parents, list of_block)
@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _with(
    unsigned int[::1] hashes, Py_ssize_t start, Py_ssize_t count, Py_ssize_t among, unsigned int value
) noexcept
