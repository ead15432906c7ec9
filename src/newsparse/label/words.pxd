cimport cython

cdef unsigned int[::1] _REMAINDERS
cdef unsigned int _FIRST, _LINE, _ONES
cdef Py_ssize_t _HEAD, _TAIL, _WHOLE


@cython.locals(words=bytes, first=list, end=bytes)
cpdef hashes(str text)
cpdef bytes _spelled(str text)
cdef bint _is_long(bytes word)
@cython.locals(
    into="unsigned int[::1]", count=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t,
    size=Py_ssize_t, word="unsigned int", before="unsigned int", line="unsigned int",
)
cdef _of_words(bytes words, bytes end)
cdef Py_ssize_t _next(const unsigned char* data, Py_ssize_t at, Py_ssize_t size) noexcept
cdef Py_ssize_t _stop(const unsigned char* data, Py_ssize_t at, Py_ssize_t size) noexcept
cdef Py_ssize_t _back(const unsigned char* data, Py_ssize_t at, bint blank) noexcept
@cython.locals(rest="unsigned int", place=Py_ssize_t)
cdef unsigned int _sum(const unsigned char* data, Py_ssize_t at, Py_ssize_t stop, unsigned int start) noexcept
@cython.locals(rest="unsigned int")
cdef unsigned int _plus(unsigned int start, unsigned int byte) noexcept
@cython.locals(start=str, end=str, found=list, i=Py_ssize_t)
cdef list _of_characters(str text)
cpdef list words_of(str name)
@cython.locals(found=list, start=Py_ssize_t, stop=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, size=Py_ssize_t)
cdef list _of_names(bytes element)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t _end_of_word(const unsigned char* name, Py_ssize_t at, Py_ssize_t stop) noexcept
cdef bint _is_all_letters(const unsigned char* name, Py_ssize_t at, Py_ssize_t stop) noexcept
cdef bint _is_small(unsigned int letter) noexcept
cdef bint _is_capital(unsigned int letter) noexcept
@cython.locals(place=Py_ssize_t)
cdef unsigned int _small_sum(const unsigned char* data, Py_ssize_t at, Py_ssize_t stop, unsigned int start) noexcept
