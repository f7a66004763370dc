"""The factors between the units of the sea and those of geometry, and the scale of sea states."""

import math
from typing import Final

M_PER_NM: Final = 1852.0
M_PER_FT: Final = 0.3048
NM_PER_KM: Final = 1000.0 / M_PER_NM
M_PER_S_PER_KN: Final = M_PER_NM / 3600.0
KM_PER_NM: Final = M_PER_NM / 1000.0
WAVES_TO_M: Final = (0.0, 0.1, 0.5, 1.25, 2.5, 4.0, 6.0, 9.0, 14.0)
"""Significant wave heights at which the next sea state begins (WMO code table 3700)."""
ARC_MINUTES_PER_DEGREE: Final = 60.0
# A minute of arc on the sphere is taken as one nautical mile; the true minute of latitude
# is within half a per cent of it.
NM_PER_DEGREE: Final = 60.0
NM_PER_RADIAN: Final = math.degrees(NM_PER_DEGREE)
