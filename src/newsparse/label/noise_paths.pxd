cimport cython


cdef class NoisePaths:
    cdef set _story
    cdef dict _known

    cpdef reason(self, block)
    cdef _innermost(self, tuple path)


cdef bint _leads_elsewhere(block)
@cython.locals(words=list)
cdef list _words_of(str element)
