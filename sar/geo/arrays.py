"""The kinds of arrays that columns of many positions and assets are made of."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
"""Indexes of rows."""
