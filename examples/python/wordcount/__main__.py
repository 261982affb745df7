"""One run: log on stderr, state as the last line of stdout."""

import json
import os
import sys

TEXTS = {
    "haiku": "An old silent pond a frog jumps into the pond splash silence again",
    "proverb": "A stitch in time saves nine",
}
TITLES = {"haiku": "A haiku", "proverb": "A proverb"}


def log(text):
    print(text, file=sys.stderr, flush=True)


def offer_sources():
    """The options of the config `source` are an array of the tenant's metadata."""
    log(f"offering {len(TEXTS)} texts")
    return {"sources": [{"const": name, "title": TITLES[name]} for name in TEXTS]}


def count_words():
    with open(os.environ["PAN_CTX_TENANT_METADATA_FILE"], encoding="utf-8") as file:
        metadata = json.load(file)
    source = os.environ.get("PAN_CFG_SOURCE", "haiku")
    shortest = int(os.environ.get("PAN_CFG_SHORTEST_WORD", "4"))
    words = [word for word in TEXTS[source].split() if len(word) >= shortest]
    log(f"{source}: {len(words)} words of {shortest} letters or more")
    return {"total": metadata.get("total", 0) + len(words)}


mode = os.environ["PAN_CTX_RUN_MODE"]
log(f"{mode} run of {os.environ['PAN_CTX_TENANT_NAME']}")
print(json.dumps(offer_sources() if mode == "init" else count_words()))
