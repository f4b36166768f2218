"""Reads columns as JSON from standard input, writes for each how many values hold which entity. Local only: no download."""
import json
import sys

import tldextract

tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers  # noqa: E402
from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: E402

MODEL = sys.argv[1]
provider = NlpEngineProvider(
    nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
)
nlp = provider.create_engine()
registry = RecognizerRegistry()
registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
loaded = {type(one).__name__ for one in registry.recognizers}
# Half of the recognisers are off by default, most of them those of single countries: all that can be made are used.
for name in predefined_recognizers.__all__:
    if name in loaded or any(part in name for part in ("Azure", "Gliner", "GLiNER", "Stanza", "Transformers", "Lang", "Ner", "HuggingFace")):
        continue
    try:
        registry.add_recognizer(getattr(predefined_recognizers, name)(supported_language="en"))
    except Exception:
        continue
engine = AnalyzerEngine(registry=registry, nlp_engine=nlp)

columns = json.load(sys.stdin)
out = []
for column in columns:
    counts = {}
    for value in column["values"]:
        try:
            found = engine.analyze(value, language="en", context=column["context"], score_threshold=0.4)
        except Exception:
            continue
        for label in {one.entity_type for one in found}:
            counts[label] = counts.get(label, 0) + 1
    out.append(counts)
json.dump({"entities": sorted(engine.get_supported_entities("en")), "counts": out}, sys.stdout)
