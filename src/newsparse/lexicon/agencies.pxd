cimport cython


cdef bint _may_be_agency(str text)
@cython.locals(bare=str)
cpdef bint is_picture_agency(str text)
