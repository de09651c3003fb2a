import type { Node } from 'jsonc-parser';
import { addString, isWholeString, readJson } from './json';
import type { Extraction, ExtractionProblem, SourceFragment } from './sheet-source';
import { type Collector, collector, documentView } from './view';

/** Whether a text may be a network by its `$schema`; only reading it can tell. */
export const mayNameSchema = (text: string): boolean => text.includes('$schema') && text.includes('nabla');

/**
 * The sheet of a network: a JSON object of names and what is said about them, each entry a statement. `known` tells that the
 * file is a network by its name; otherwise it is one only where its `$schema` says so.
 */
export function networkSheet(text: string, relaxed: boolean, known: boolean): Extraction {
  // A byte order mark is white space to JSON here, so that offsets stay those of the document.
  const source = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const { root, problems } = readJson(source, relaxed);
  if (!known && !namesSchema(root)) return { sheets: [], problems: [] };
  const network: Network = {
    text: source,
    statements: collector(documentView(text)),
    fragments: [],
    problems: [...problems],
    isBroken: problems.length > 0,
    title: '',
  };
  if (!root) return { sheets: [], problems: network.problems };
  if (root.type !== 'object') {
    report(
      network,
      root,
      'A network is a JSON object with keys such as `nodes` and `values`. Put braces around it.',
    );
    return { sheets: [], problems: inOrder(network.problems) };
  }
  for (const { key, name, value, colon } of entries(network, root)) {
    const read = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
    if (read) read(network, value, colon);
    else report(network, key, `\`${name}\` is no key of a network. The keys are ${KEYS}.`);
  }
  const { fragments, title } = network;
  const span = { start: root.offset, end: root.offset + root.length };
  return { sheets: [{ title, span, fragments }], problems: inOrder(network.problems) };
}

interface Network {
  readonly text: string;
  readonly statements: Collector;
  readonly fragments: SourceFragment[];
  readonly problems: ExtractionProblem[];
  /** Errors of JSON may have put entries where they do not belong. */
  readonly isBroken: boolean;
  title: string;
}

interface Entry {
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
  readonly colon: number;
}

type Section = (network: Network, value: Node, colon: number) => void;

const SECTIONS: Readonly<Record<string, Section>> = {
  $schema: (network, value) => {
    if (value.type !== 'string') report(network, value, 'The address of a schema is a string.');
  },
  title: (network, value) => {
    const title: unknown = value.value;
    if (typeof title === 'string') network.title = title;
    else report(network, value, 'A title is a string. Put it in double quotes.');
  },
  nodes: (network, value) =>
    readMap(network, value, 'An expression', NODE, (entry) => {
      if (!isString(network, entry.value, `\`${entry.name}\` is defined by an expression in double quotes.`))
        return;
      pair(network, entry, ' = ', () => addString(network.statements, network.text, entry.value));
    }),
  values: (network, value) =>
    readMap(network, value, 'A value', NODE, (entry) => {
      if (!isNumeric(network, entry.value)) return;
      pair(network, entry, ' = ', () => addNumbers(network, entry.value));
    }),
  shapes: (network, value) =>
    readMap(network, value, 'A shape', NODE, (entry) => {
      if (!isString(network, entry.value, 'A shape is a string such as "3x2", "R^4" or "R".')) return;
      pair(network, entry, ' : ', () => addString(network.statements, network.text, entry.value));
    }),
  given: (network, value) =>
    readMap(network, value, 'An upstream gradient', DERIVATIVE, (entry) => {
      const isText = entry.value.type === 'string';
      if (isText ? !isString(network, entry.value, '') : !isNumeric(network, entry.value)) return;
      network.statements.addDecoded('given ', entry.key.offset, entry.key.offset + 1);
      pair(network, entry, ' = ', () => {
        if (isText) addString(network.statements, network.text, entry.value);
        else addNumbers(network, entry.value);
      });
    }),
  domains: (network, value) => readList(network, value, 'A domain', 'assume '),
  claims: (network, value) => readList(network, value, 'A claim', ''),
};

const KEYS = Object.keys(SECTIONS)
  .map((key) => `\`${key}\``)
  .join(', ');

/** What the keys of a map are, for checking them: a name, or a derivative that the reader checks. */
type KeyKind = { readonly pattern: RegExp; readonly message: string };
const NODE: KeyKind = {
  pattern: /^[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\{[\p{L}\p{M}\p{N}_,]*\})?['′]*$/u,
  message: 'is no name. Use letters, digits and `_`, with a letter first.',
};
const DERIVATIVE: KeyKind = { pattern: /\S/, message: 'is empty. Write a derivative such as `dL/dh`.' };

function readMap(
  network: Network,
  value: Node,
  what: string,
  kind: KeyKind,
  read: (entry: Entry) => void,
): void {
  if (value.type !== 'object') {
    report(network, value, `${what} belongs to a name: write an object such as {"x": …} here.`);
    return;
  }
  for (const entry of entries(network, value)) {
    if (!isWholeString(network.text, entry.key)) continue;
    const { name, value: inner, colon } = entry;
    const isContainer = inner.type === 'object' || inner.type === 'array';
    // A brace that is missing before this key would make it an entry of this map.
    if (network.isBroken && isContainer && Object.hasOwn(SECTIONS, name))
      SECTIONS[name]!(network, inner, colon);
    else if (kind.pattern.test(name)) read(entry);
    else report(network, entry.key, `\`${name}\` ${kind.message}`);
  }
}

/** `key sign value` as one statement; the sign stands for the colon. */
function pair(network: Network, entry: Entry, sign: string, addValue: () => void): void {
  addString(network.statements, network.text, entry.key);
  network.statements.addDecoded(sign, entry.colon, entry.colon + 1);
  addValue();
  take(network);
}

function readList(network: Network, value: Node, what: string, word: string): void {
  if (value.type !== 'array') {
    report(network, value, `${what} is one of a list: write an array of strings here.`);
    return;
  }
  for (const item of value.children ?? []) {
    if (!isString(network, item, `${what} is a string. Put it in double quotes.`)) continue;
    if (word !== '') network.statements.addDecoded(word, item.offset, item.offset + 1);
    addString(network.statements, network.text, item);
    take(network);
  }
}

function take(network: Network): void {
  network.fragments.push({ fragment: network.statements.take(), syntax: 'infix', dialect: 'sheet' });
}

/** Whether a node is a string with content; a broken one is reported by the reader of JSON. */
function isString(network: Network, node: Node, message: string): boolean {
  if (node.type !== 'string') {
    report(network, node, message);
    return false;
  }
  if (!isWholeString(network.text, node)) return false;
  const value: unknown = node.value;
  if (typeof value === 'string' && value.trim() !== '') return true;
  report(network, node, 'This string is empty. Write a statement, or remove the entry.');
  return false;
}

/** Whether a value is a number or a full array of numbers; the first place where it is not is reported. */
function isNumeric(network: Network, node: Node): boolean {
  if (node.type === 'number') return true;
  if (node.type !== 'array') {
    report(network, node, 'A value is a number or nested arrays of numbers.');
    return false;
  }
  const items = node.children ?? [];
  const [first] = items;
  // An array that is never closed is reported by the reader of JSON.
  if (network.text[node.offset + node.length - 1] !== ']') return false;
  if (!first) {
    report(network, node, 'An array needs at least one number.');
    return false;
  }
  const shape = shapeText(first);
  for (const item of items) {
    if (!isNumeric(network, item)) return false;
    if (shapeText(item) === shape) continue;
    report(
      network,
      item,
      `This entry is ${shapeText(item)} and the first one of its array is ${shape}. Give all entries one shape.`,
    );
    return false;
  }
  return true;
}

function shapeText(node: Node): string {
  const sizes: number[] = [];
  for (let at: Node | undefined = node; at?.type === 'array'; at = at.children?.[0]) {
    sizes.push(at.children?.length ?? 0);
  }
  return sizes.length === 0 ? 'a number' : `an array of ${sizes.join('x')}`;
}

/** Numbers and brackets as they are written, without the white space and the comments between them. */
function addNumbers(network: Network, node: Node): void {
  const { statements } = network;
  if (node.type === 'number') {
    statements.add(node.offset, node.offset + node.length);
    return;
  }
  const items = node.children ?? [];
  statements.add(node.offset, node.offset + 1);
  items.forEach((item, index) => {
    const previous = items[index - 1];
    if (previous) addComma(network, previous.offset + previous.length, item.offset);
    addNumbers(network, item);
  });
  statements.add(node.offset + node.length - 1, node.offset + node.length);
}

function addComma(network: Network, start: number, end: number): void {
  const gap = network.text.slice(start, end);
  const comma = start + gap.indexOf(',');
  if (gap.trim() === ',') network.statements.add(comma, comma + 1);
  else network.statements.addDecoded(',', start, end);
}

/** The entries of an object that have a key, a colon and a value; a key that stands twice is reported and kept once. */
function* entries(network: Network, object: Node): Generator<Entry> {
  const seen = new Set<string>();
  for (const { children, colonOffset } of object.children ?? []) {
    const [key, value] = children ?? [];
    if (!key || !value || colonOffset === undefined) continue;
    const name: unknown = key.value;
    if (typeof name !== 'string') continue;
    if (seen.has(name)) {
      report(
        network,
        key,
        `\`${name}\` stands twice in this object; the first one counts. Remove or rename this one.`,
      );
      continue;
    }
    seen.add(name);
    yield { key, name, value, colon: colonOffset };
  }
}

function report(network: Network, node: Node, message: string): void {
  network.problems.push({ message, span: { start: node.offset, end: node.offset + node.length } });
}

const inOrder = (problems: readonly ExtractionProblem[]): readonly ExtractionProblem[] =>
  [...problems].sort((a, b) => a.span.start - b.span.start);

function namesSchema(root: Node | undefined): boolean {
  if (root?.type !== 'object') return false;
  return (root.children ?? []).some(({ children }) => {
    const key: unknown = children?.[0]?.value;
    const value: unknown = children?.[1]?.value;
    return key === '$schema' && typeof value === 'string' && isNetworkSchema(value);
  });
}

const isNetworkSchema = (address: string): boolean =>
  address.includes('nabla') && address.replace(/#$/, '').endsWith('network.schema.json');
