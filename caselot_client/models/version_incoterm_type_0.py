from typing import Literal

VersionIncotermType0 = Literal["CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"]

VERSION_INCOTERM_TYPE_0_VALUES: set[VersionIncotermType0] = {
    "CFR",
    "CIF",
    "CIP",
    "CPT",
    "DAP",
    "DDP",
    "DPU",
    "EXW",
    "FAS",
    "FCA",
    "FOB",
}


def check_version_incoterm_type_0(value: str) -> VersionIncotermType0:
    if value in VERSION_INCOTERM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_INCOTERM_TYPE_0_VALUES!r}")
