"""Tiny models with random weights, made in the test: what takes a model's folder can be tried without a download."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SIZE = 32
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def _tokenizer_and_config(folder: Path, labels: Sequence[str] = ("relevant",)) -> tuple[object, object]:
    from transformers import BertConfig, BertTokenizerFast

    letters = "abcdefghijklmnopqrstuvwxyzåäöé0123456789.,:;?!§()-–%/”"
    words = [*_SPECIAL, *letters, *(f"##{letter}" for letter in letters)]
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast(str(vocabulary), do_lower_case=True, strip_accents=False)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=SIZE,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: row for row, label in enumerate(labels)},
    )
    return tokenizer, config


def make_embedding_model(folder: Path) -> Path:
    """Write a sentence-transformers model of one random layer; give its folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(0)
    tokenizer, config = _tokenizer_and_config(folder / "bert")
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")  # type: ignore[attr-defined]
    layers = [Transformer(str(folder / "bert"), max_seq_length=32), Pooling(SIZE)]
    SentenceTransformer(modules=layers, device="cpu").save_pretrained(str(folder / "model"), create_model_card=False)
    return folder / "model"


def make_cross_encoder(folder: Path, labels: Sequence[str] = ("relevant",)) -> Path:
    """Write a cross-encoder of one random layer, with a class for each label; give its folder."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(0)
    tokenizer, config = _tokenizer_and_config(folder / "cross", labels)
    BertForSequenceClassification(config).save_pretrained(folder / "cross")
    tokenizer.save_pretrained(folder / "cross")  # type: ignore[attr-defined]
    return folder / "cross"
