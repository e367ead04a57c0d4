"""Each calls a mistake of ``broken.pyx``; only builds that ``kinds`` describes have that module."""

import threading

import numpy as np

from infomap_py._core import broken


def test_past_the_end():
    broken.past_the_end(np.zeros(1000))


def test_after_it_was_given_back():
    values = np.zeros(1000)
    address = values.ctypes.data
    del values
    broken.after_it_was_given_back(address)


def test_overflow():
    broken.overflow(2**31 - 1)


def test_too_large_for_an_integer():
    broken.too_large_for_an_integer(2.0**31)


def test_race():
    counter = np.zeros(1)
    work = [
        threading.Thread(target=broken.count_without_lock, args=(counter, 1000)) for _ in range(2)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
