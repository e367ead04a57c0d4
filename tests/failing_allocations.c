/* Loaded before the C library, this lets one allocation fail, or all from one on: malloc, calloc, realloc and mmap, as
   they are called by a library whose path has a name in it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static long left = -1; /* allocations until the first that fails; below 0: none does */
static int all = 0, failed = 0;
static const char *library = "";
static size_t least = 0; /* bytes: smaller ones do not count */

/* Let the allocation fail that so many precede, of those by a library with such a name of at least `bytes`. */
void fail_after(long count, int from_then_on, const char *name, size_t bytes)
{
    library = name;
    least = bytes;
    all = from_then_on;
    failed = 0;
    __atomic_store_n(&left, count, __ATOMIC_SEQ_CST);
}

/* How many have failed; none does from here on. */
int allocations_failed(void)
{
    __atomic_store_n(&left, -1, __ATOMIC_SEQ_CST);
    return failed;
}

static int fails(size_t size, void *caller)
{
    Dl_info where;
    long before;
    if (__atomic_load_n(&left, __ATOMIC_SEQ_CST) < 0 || size < least)
        return 0;
    if (dladdr(caller, &where) == 0 || where.dli_fname == NULL || strstr(where.dli_fname, library) == NULL)
        return 0;
    before = __atomic_fetch_sub(&left, 1, __ATOMIC_SEQ_CST);
    if (before != 0 && !(all && failed))
        return 0;
    __atomic_store_n(&left, all ? 1000000000L : -1L, __ATOMIC_SEQ_CST);
    failed++;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails(size, __builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(count * size, __builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return fails(size, __builtin_return_address(0)) ? NULL : __libc_realloc(block, size);
}

/* The two names are one call, by the size of off_t. */
void *mmap64(void *start, size_t length, int protection, int flags, int file, off64_t offset)
{
    static void *(*next)(void *, size_t, int, int, int, off64_t) = NULL;
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "mmap64");
    return fails(length, __builtin_return_address(0)) ? MAP_FAILED : next(start, length, protection, flags, file, offset);
}

void *mmap(void *start, size_t length, int protection, int flags, int file, off_t offset)
{
    static void *(*next)(void *, size_t, int, int, int, off_t) = NULL;
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "mmap");
    return fails(length, __builtin_return_address(0)) ? MAP_FAILED : next(start, length, protection, flags, file, offset);
}
