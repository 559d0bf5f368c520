# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the arrays beside it with NumPy (1.24.2); check_npy.c and check_npz.c state what they hold."""
import os
import zipfile

import numpy as np
from numpy.lib import format as npy

os.chdir(os.path.dirname(os.path.abspath(__file__)))

for order, code in (("<", "little"), (">", "big")):
    np.save(f"f2_{code}.npy", np.array([[1.5, -2, 2.0**-24], [65504, np.inf, -0.0]], order + "f2"))
    np.save(f"f4_{code}.npy", np.array([[1.5, -2, 2.0**-149], [0.1, -np.inf, -0.0]], order + "f4"))
    np.save(f"f8_{code}.npy", np.array([[1.5, -2, 5e-324], [0.1, np.inf, -0.0]], order + "f8"))
    for width in (2, 4, 8):
        top = 2 ** (8 * width - 1)
        high = [top - 1, -top] if width < 8 else [2**53, -top]
        np.save(f"i{width}_{code}.npy", np.array([[1, -2, 3], [0] + high], f"{order}i{width}"))
        high = [2 * top - 1, top] if width < 8 else [2**53, top]
        np.save(f"u{width}_{code}.npy", np.array([[1, 2, 3], [0] + high], f"{order}u{width}"))
np.save("i1.npy", np.array([[1, -2, 3], [0, 127, -128]], "i1"))
np.save("u1.npy", np.array([[1, 2, 3], [0, 255, 128]], "u1"))
np.save("b1.npy", np.array([[True, False, True], [False, False, True]]))

np.save("i8_inexact.npy", np.array([[1, 2], [3, 2**53 + 1]], "<i8"))
np.save("u8_inexact.npy", np.array([[1, 2], [2**64 - 1, 4]], ">u8"))
np.save("f8_fortran.npy", np.asfortranarray(np.arange(40 * 3, dtype=float).reshape(40, 3)))
np.save("i4_fortran_big.npy", np.asfortranarray(np.arange(6, dtype=">i4").reshape(2, 3)))
np.save("f8_missing.npy", np.array([[1, 2], [np.nan, 4], [5, 6], [7, np.nan], [9, 10]]))

np.save("zero_dimensions.npy", np.float64(42.5))
np.save("one_dimension.npy", np.array([1.0, 2.0, 3.0]))
np.save("three_dimensions.npy", np.zeros((2, 2, 2)))
np.save("no_rows.npy", np.zeros((0, 3)))
np.save("no_columns.npy", np.zeros((3, 0)))

np.save("complex.npy", np.zeros(2, complex))
np.save("object.npy", np.array([None, 1], object))
np.save("text.npy", np.array(["a", "bc"]))
np.save("time.npy", np.array(["2020-01-01"], "M8[D]"))
np.save("long_double.npy", np.zeros(2, np.longdouble))
np.save("structured.npy", np.zeros(2, [("a", "<f4"), ("b", "<i8")]))

for version in ((2, 0), (3, 0)):
    with open(f"version_{version[0]}.npy", "wb") as file:
        npy.write_array(file, np.array([[1.0, 2.0], [3.0, 4.0]]), version)

np.savez("two.npz", a=np.array([[1.0, 2.0], [3.0, 4.0]]), b=np.array([5, 6, 7], "i2"))
np.savez_compressed("deflated.npz", only=np.arange(2000, dtype="f4").reshape(500, 4))
with zipfile.ZipFile("other.npz", "w", zipfile.ZIP_BZIP2) as archive:
    archive.write("one_dimension.npy", "x.npy")
with zipfile.ZipFile("no_arrays.npz", "w") as archive:
    archive.writestr("readme.txt", "no arrays here")
