# SPDX-License-Identifier: MIT
"""Counts what stands in files outside of texts, by parsers that share nothing with the product: ROOT... gives JSON by root."""
import collections
import csv
import html.parser
import io
import json
import os
import sys
import xml.etree.ElementTree

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Loader.add_constructor("!unsafe", lambda loader, node: Unsafe(loader.construct_scalar(node)))


class Unsafe(str):
    """A text that Ansible takes as it is."""


def values(value, count, templates):
    if isinstance(value, dict):
        count["map"] += 1
        count["keys"] += len(value)
        for key, item in value.items():
            values(key, count, templates)
            values(item, count, templates)
    elif isinstance(value, list):
        count["list"] += 1
        for item in value:
            values(item, count, templates)
    elif isinstance(value, str):
        count["text"] += 1
        if templates and not isinstance(value, Unsafe) and ("{{" in value or "{%" in value or "{#" in value):
            count["template " + value] += 1
    else:
        count[type(value).__name__] += 1


class Page(html.parser.HTMLParser):
    def __init__(self, count):
        super().__init__(convert_charrefs=True)
        self.count = count

    def handle_starttag(self, tag, attrs):
        self.count["<" + tag] += 1
        for name, _ in attrs:
            self.count[name + "="] += 1

    def handle_endtag(self, tag):
        self.count["</" + tag] += 1

    def handle_comment(self, data):
        self.count["comment"] += 1

    def unknown_decl(self, data):
        self.count["declaration"] += 1


def no_twice(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def text_of(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def tokens(path, data, count):
    kind = path.rsplit(".", 1)[-1].lower()
    if kind in ("yaml", "yml"):
        for document in yaml.load_all(text_of(data), Loader):
            values(document, count, path.startswith("ansible/"))
    elif kind == "json":
        values(json.loads(text_of(data), object_pairs_hook=no_twice), count, False)
    elif kind in ("xml", "admx", "adml", "cmtx"):
        for _, element in xml.etree.ElementTree.iterparse(io.BytesIO(data)):
            count["<" + element.tag] += 1
            for name in element.attrib:
                count[name + "="] += 1
    elif kind == "html":
        page = Page(count)
        page.feed(text_of(data))
        page.close()
    elif kind == "csv":
        for row in csv.reader(io.StringIO(text_of(data), newline=""), strict=True):
            count["row of %d" % len(row)] += 1
            for cell in row:
                if cell[:1] in tuple("=+-@\t\r\n\uff0b\uff0d\uff1d\uff20") and not cell[1:].replace(".", "").isdigit():
                    count["formula " + cell] += 1
    else:
        return False
    return True


for root in sys.argv[1:]:
    groups = collections.defaultdict(collections.Counter)
    for folder, _, names in os.walk(root):
        for name in names:
            full = os.path.join(folder, name)
            path = os.path.relpath(full, root).replace(os.sep, "/")
            with open(full, "rb") as file:
                data = file.read()
            group = groups[path.split("/")[0] + " " + name.rsplit(".", 1)[-1].lower()]
            try:
                tokens(path, data, group)
            except Exception as error:  # what no parser takes is a finding, whatever it says
                group["broken %s: %s" % (path, error)] += 1
    print(json.dumps({"root": root, "groups": {name: group for name, group in groups.items() if group}}))
