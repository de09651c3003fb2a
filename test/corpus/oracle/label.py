"""Writes `<name>.labels.json` for each document that has a file here; nothing in those files is written by hand.

    python3 test/corpus/oracle/label.py [NAME]…
"""

import importlib
import json
import pathlib
import sys

from corpus import Broken, Document

HERE = pathlib.Path(__file__).parent
LABELS = {
    HERE.parent / 'documents': HERE.parent / 'documents',
    HERE.parents[2] / 'examples' / 'homework': HERE.parent / 'homework',
}


def oracle_of(path):
    """The right and wrong versions of an exercise share `homework.py`; each other document has a file of its own."""
    if path.parent.name == 'homework':
        return next((document for document in importlib.import_module('homework').documents if document.name == path.name), None)
    module = path.name.replace('.', '_').replace('-', '_')
    if not (HERE / f'{module}.py').exists():
        return None
    document = importlib.import_module(module).document
    assert isinstance(document, Document) and document.name == path.name
    return document


def main(wanted):
    counts = {'right': 0, 'wrong': 0}
    failed = False
    for folder, labels_folder in LABELS.items():
        for path in sorted(folder.glob('*')):
            if path.suffix not in ('.md', '.tex') or path.name == 'README.md':
                continue
            if wanted and path.name not in wanted and path.stem not in wanted:
                continue
            document = oracle_of(path)
            if document is None:
                print(f'{path.name} has no oracle')
                failed = True
                continue
            try:
                labels = document.labels(path.read_text())
            except Broken as error:
                print(f'{path.name}: {error}')
                failed = True
                continue
            for label in labels:
                counts[label['truth']] += 1
            own = [sum(label['truth'] == truth for label in labels) for truth in ('right', 'wrong')]
            print(f'{path.name}: {own[0]} right, {own[1]} wrong')
            text = json.dumps({'document': path.name, 'labels': labels}, ensure_ascii=False, indent=2)
            (labels_folder / f'{path.name}.labels.json').write_text(text + '\n')
    print(f'{counts["right"]} right, {counts["wrong"]} wrong')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
