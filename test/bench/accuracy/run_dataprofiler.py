"""Reads columns as JSON from standard input, writes for each how many values got which label of DataProfiler's own model."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
kept = os.dup(1)
os.dup2(2, 1)

import dataprofiler  # noqa: E402
import pandas  # noqa: E402

labeler = dataprofiler.DataLabeler(labeler_type="structured")
columns = json.load(sys.stdin)
out = []
for column in columns:
    counts = {}
    for labels in labeler.predict(pandas.Series(column["values"]))["pred"]:
        label = str(labels)
        counts[label] = counts.get(label, 0) + 1
    out.append(counts)
os.write(kept, json.dumps({"counts": out}).encode())
