# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files beside it with the reference package: pip install safetensors==0.8.0 numpy. Our writer must give the
same bytes. Shows, too, how weights trained elsewhere enter a model package: numpy arrays by our tensor names."""
from pathlib import Path

import numpy
from safetensors.numpy import save

HERE = Path(__file__).parent


def arrays():
    tensors = {}
    types = [("f32", "<f4"), ("i64", "<i8"), ("u8", "u1"), ("f16", "<f2"), ("f64", "<f8"), ("i32", "<i4"), ("u64", "<u8"),
             ("u32", "<u4"), ("i16", "<i2"), ("u16", "<u2"), ("i8", "i1"), ("bool", "?")]
    for index, (name, dtype) in enumerate(types):
        tensors["b." + name] = (numpy.arange(6) % 2 + index).astype(dtype).reshape(2, 3)
        tensors["a." + name] = numpy.array(index % 2, dtype)
    tensors["empty"] = numpy.zeros((0, 3), "<f4")
    tensors['quote"back\\slash'] = numpy.zeros((1, 1, 1), "<f4")
    return tensors


(HERE / "all_types.safetensors").write_bytes(save(arrays()))
(HERE / "metadata.safetensors").write_bytes(save({"w": numpy.ones((2,), "<f4")}, {"näme\n\x01": 'Wert "ä" \\ \u2028'}))
(HERE / "nothing.safetensors").write_bytes(save({}))
