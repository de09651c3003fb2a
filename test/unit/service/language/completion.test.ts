import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../../src/service/language/completion';
import type { CompletionItem, CompletionList } from '../../../../src/service/language/model';
import { readSheets } from '../../../../src/service/language/reading';
import { signatureAt } from '../../../../src/service/language/signature';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';
import { marked } from './marked';

function complete(text: string, path?: string): (CompletionList & { typed: string }) | undefined {
  const { read, offset, text: plain } = marked(text, path);
  const list = completionsAt(read, read.document, offset);
  return list && { ...list, typed: plain.slice(list.span.start, list.span.end) };
}

const labels = (text: string, path?: string, kind?: CompletionItem['kind']): string[] =>
  (complete(text, path)?.items ?? [])
    .filter((item) => kind === undefined || item.kind === kind)
    .map(({ label }) => label);

describe('derivatives are offered', () => {
  const cases: readonly [what: string, text: string, expected: string[]][] = [
    ['by all that the output depends on', 'h = W*x\nL = sum(h)\n|', ['dL/dW', 'dL/dx', 'dL/dh']],
    ['when a letter is written', 'y = a*x\nd|', ['dy/da', 'dy/dx']],
    ['of the name that is written', 'h = W*x\nL = sum(h)\ndh/d|', ['dh/dW', 'dh/dx']],
    ['as far as no claim speaks of them', 'y = a*x\ndy/da = x\n|', ['dy/dx']],
    ['but for questions', 'y = a*x\ndy/da = ?\ngrad(y, x) = a\n|', []],
    ['in the usual sign', 'y = a*x\n∂y/∂a = x\n|', ['∂y/∂x']],
    ['with the sign that is written', 'y = a*x\n∂|', ['∂y/∂a', '∂y/∂x']],
    ['of second order', 'y = a*x^2\nd2y/d|', ['d2y/da2', 'd2y/dx2']],
    ['in Greek', 'η = 2*λ\n|', ['dη/dλ']],
    ['of functions', 'f(u, v) = u*v\n|', ['df/du', 'df/dv']],
    ['of several outputs, the last one first', 'y = x\nz = 2*x\n|', ['dz/dx', 'dy/dx']],
    ['spelt so that they are read', 'y = ata^2\n|', ['d(y)/d(ata)']],
    ['inside of an expression', 'h = W*x\nL = sum(h)\ndL/dW = dL/d|', ['dL/dW', 'dL/dx', 'dL/dh']],
    ['behind given', 'h = W*x\ngiven dh/d|', ['dh/dW', 'dh/dx']],
    ['behind the marker', 'y = a*x\n@grad d|', ['dy/da', 'dy/dx']],
    ['at a point', 'y = a*x\nat x = 1: d|', ['dy/da', 'dy/dx']],
    ['in the sheet of the cursor', 'y = a*x\n---\nz = b\n|\n---\nw = c', ['dz/db']],
    ['not inside of an expression', 'y = a*x\nz = d|', []],
  ];
  it.each(cases)('%s', (_what, text, expected) => {
    expect(labels(text, 'a.nabla', 'derivative')).toEqual(expected);
  });

  it('with the sign of equality where none stands', () => {
    const texts = (text: string): string[] =>
      complete(text)!
        .items.slice(0, 1)
        .map((item) => item.text);
    expect(texts('y = a*x\ndy/d|')).toEqual(['dy/da = ']);
    expect(texts('y = a*x\ndy/d| = x')).toEqual(['dy/da']);
    expect(texts('y = a*x\nz = dy/d|')).toEqual(['dy/da']);
  });

  it('in the place of what is written', () => {
    expect(complete('y = a*x\ndy/d|')!.typed).toBe('dy/d');
    expect(complete('y = a*x\n  ∂y/|')!.typed).toBe('∂y/');
  });

  it.each([
    ['a.py', '# @grad\n# y = a*x\n# |\nprint(1)\n'],
    ['a.c', '/* @grad\n * y = a*x\n * d|\n */\n'],
    ['a.py', '# @grad\n# y = a*x\nprint(1)\n# @grad dy/|\n'],
    ['a.c', '// @grad\n// y = a*x\n//|\n'],
    ['a.md', '# A\n\n```nabla\ny = a*x\n|\n```\n'],
    ['a.md', '# A\n\n```nabla\ny = a*x\n```\n\n## B\n\n```nabla\n|\n```\n'],
    ['a.md', '# A\n\n<!-- @grad\ny = a*x\nd|\n-->\n'],
    ['a.nabla.json', '{"nodes": {"y": "a*x"}, "claims": ["|"]}'],
  ])('in %s', (path, text) => {
    expect(labels(text, path, 'derivative')).toEqual(['dy/da', 'dy/dx']);
  });
});

describe('names', () => {
  const cases: readonly [what: string, text: string, expected: string[]][] = [
    ['of the sheet', 'alpha = 1\nalso = 2\ny = al|', ['alpha', 'also']],
    ['of sections around it', '', []],
    ['defined below', 'y = |\nw = 3', ['w']],
    ['in the order of the document', 'b = c\na = 2\ny = b + |', ['b', 'c', 'a']],
    ['but the one at the cursor', 'y = wor|', []],
    ['declared ones', 'Weight : 3x2\ny = We|', ['Weight']],
    ['Greek ones by their words', 'λ = 2\ny = lam|', ['λ']],
    ['parameters of the line', 'f(first, second) = fi|', ['first']],
    ['functions of the sheet', 'func(a) = a\ny = fu|', ['func']],
    ['not of other sheets', 'alpha = 1\n---\ny = alp|', []],
    ['in lines with mistakes', 'alpha = 1\ny = (2*+ alp|', ['alpha']],
    ['in calls', 'alpha = 1\ny = sin(alp|)', ['alpha']],
    ['in arrays of several lines', 'alpha = 1\nA = [1, 2\n  alp|, 3]', ['alpha']],
  ];
  it.each(cases.filter(([, text]) => text !== ''))('%s', (_what, text, expected) => {
    const own = ['input', 'definition', 'function'];
    const found = complete(text)!.items.filter(({ kind }) => own.includes(kind));
    expect(found.map(({ label }) => label)).toEqual(expected);
  });

  it('of the sections around it come behind those of its own', () => {
    const text = '# A\n\n```nabla\nouter = 1\n```\n\n## B\n\n```nabla\nown = 2\ny = o|\n```\n';
    expect(labels(text, 'a.md').slice(0, 2)).toEqual(['own', 'outer']);
  });

  it('have shapes and values as the last check found them, else what is written', async () => {
    const text = 'x = 3\nW : 3x2\ny = x^2\n';
    const document = { path: 'a.nabla', language: '', text };
    const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
    const edited = { ...document, text: `${text}z = ` };
    const details = (options: object): string[] =>
      completionsAt(readSheets(edited), edited, edited.text.length, options)!
        .items.filter(({ label }) => ['x', 'W', 'y'].includes(label))
        .map(({ label, detail }) => `${label} ${detail}`);
    expect(details({ checked })).toEqual(['x = 3', 'W : 3×2', 'y = 9']);
    expect(details({})).toEqual(['x = 3', 'W : 3×2', 'y = x^2']);
  });

  it('are found in a text that was edited since it was read', () => {
    const before = readSheets({ path: 'a.nabla', language: '', text: 'alpha = 1\n' });
    const edited = { ...before.document, text: 'alpha = 1\ny = al' };
    expect(completionsAt(before, edited, edited.text.length)!.items[0]!.label).toBe('alpha');
  });
});

describe('words', () => {
  const cases: readonly [what: string, text: string, path: string, expected: string[]][] = [
    ['functions', 'y = softm|', 'a.nabla', ['softmax']],
    ['other names of functions', 'y = swi|', 'a.nabla', ['swish']],
    ['operators', 'y = x\njaco|', 'a.nabla', ['jacobian']],
    ['constants', 'y = p|i', 'a.nabla', ['pi']],
    ['options', 's = sum(A, ax|)', 'a.nabla', ['axis=']],
    ['shapes', 'W : R|', 'a.nabla', ['R', 'R^n']],
    ['sizes of the sheet', 'W : 3 x k\nx : R|', 'a.nabla', ['R', 'R^n', 'R^k']],
    ['restrictions', 'S sym|', 'a.nabla', ['symmetric']],
    ['sets', 'p in sim|', 'a.nabla', ['simplex']],
    ['given', 'giv|', 'a.nabla', ['given']],
    ['directives', '@|', 'a.nabla', ['@grad ignore']],
    ['directives behind a statement', 'y = x\n@grad ig|', 'a.nabla', ['@grad ignore']],
    [
      'the marker in a comment',
      '# @gr|\nx = 1\n',
      'a.py',
      ['@grad', '@grad ignore', '@grad end', '@grad on', '@grad off'],
    ],
    [
      'the marker in a block',
      '/* @|\n */\n',
      'a.c',
      ['@grad', '@grad ignore', '@grad end', '@grad on', '@grad off'],
    ],
  ];
  it.each(cases)('%s', (_what, text, path, expected) => {
    const found = labels(text, path);
    expect(found.filter((label) => expected.includes(label))).toEqual(expected);
    if (expected[0]!.startsWith('@')) expect(found).toEqual(expected);
  });

  it('put the arguments of a function into places to fill in', () => {
    const item = complete('y = leaky|')!.items[0]!;
    expect([item.label, item.text, item.snippet]).toEqual([
      'leaky_relu',
      ['leaky_relu($', '{1:x})'].join(''),
      true,
    ]);
    expect(item.detail).toBe('leaky_relu(x, slope=0.01)');
    const called = complete('y = sin|(x)')!.items.find(({ label }) => label === 'sin')!;
    expect([called.text, called.snippet]).toEqual(['sin', false]);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a remark', 'y = x # al|', 'a.nabla'],
    ['in a remark that fills its line', 'y = x\n# al|\nz = y', 'a.nabla'],
    ['in a sentence', 'This is a remark about al|', 'a.nabla'],
    ['in the text of Markdown', 'Some al|\n\n```nabla\ny = x\n```\n', 'a.md'],
    ['in a formula of Markdown', '$y = al|$\n\n```nabla\ny = x\n```\n', 'a.md'],
    ['in code', '# @grad\n# y = x\nal|\n', 'a.py'],
    ['in a string of code', '# @grad\n# y = x\nz = "# @gr|"\n', 'a.py'],
    ['in other comments', '# al|\n\n# @grad\n# y = x\n', 'a.py'],
    ['in other keys of JSON', '{"title": "al|", "nodes": {"y": "x"}}', 'a.nabla.json'],
    ['in a decorator', '# @grad\n# y = x\n\n@gr|\ndef f(): pass\n', 'a.py'],
    ['in quotes', 'C = einsum("ij|", A)', 'a.nabla'],
    ['in other documents', 'al|', 'a.txt'],
  ])('%s', (_where, text, path) => {
    expect(complete(text, path)).toBeUndefined();
  });
});

it('completes any cut of a text without failing', () => {
  const text =
    "W : 3x2 # é\nh = relu(W*x + [1, 2; 3, 4][:, 1])\nL = sum(h.^2)/2\n\ndL/dW = (dL/dh)*x'\nat x = [1, 2]: L = 3; dL/dh = ?\n@grad ignore\nE[L] = 0\n";
  for (let end = 0; end <= text.length; end++) {
    const document = { path: 'a.nabla', language: '', text: text.slice(0, end) };
    for (const offset of [end, end >> 1]) {
      const list = completionsAt(readSheets(document), document, offset);
      expect(list === undefined || list.span.start <= offset).toBe(true);
      signatureAt(readSheets(document), offset);
    }
  }
});

describe('signature help', () => {
  const help = (text: string, path?: string): string | undefined => {
    const { read, offset } = marked(text, path);
    const found = signatureAt(read, offset);
    if (found === undefined) return undefined;
    const { label, parameters, active } = found;
    const span = active === undefined ? undefined : parameters[active]!;
    return span === undefined
      ? label
      : `${label.slice(0, span.start)}«${label.slice(span.start, span.end)}»${label.slice(span.end)}`;
  };
  it.each([
    ['y = sum(|', 'sum(«x», axis=…, keepdims=0)'],
    ['y = sum(A, |', 'sum(x, «axis=…», keepdims=0)'],
    ['y = sum(A, keepdims=|', 'sum(x, axis=…, «keepdims=0»)'],
    ['y = sum(A, keepdims=1, axis=(0, |2))', 'sum(x, «axis=…», keepdims=0)'],
    ['y = atan2(sin(x), |2)', 'atan2(y, «x»)'],
    ['y = atan2(sin(x|), 2)', 'sin(«x»)'],
    ['y = atan2([1, 2, |3], 2)', 'atan2(«y», x)'],
    ['y = max(a, b, c|)', 'max(x, «...»)'],
    ['y = sin(a, b|)', 'sin(x)'],
    ['f(u, v) = u*v\ny = f(1, |)', 'f(u, «v»)'],
    ['y = f(1, |)\nf(u, v) = u*v', 'f(u, «v»)'],
    ['f(u, |v) = u*v', undefined],
    ['y = x\ngrad(y, |', 'grad(L, «W»)'],
    ['y = (a + |', undefined],
    ['y = sum(A)|', undefined],
    ['y = sum(A,\n  ax|is=0)', 'sum(x, «axis=…», keepdims=0)'],
    ['# sum(|', undefined],
  ])('%s', (text, expected) => {
    expect(help(text)).toBe(expected);
  });

  it('stands in comments and strings', () => {
    expect(help('# @grad\n# y = atan2(a, |\n', 'a.py')).toBe('atan2(y, «x»)');
    expect(help('{"nodes": {"y": "atan2(a, |b)"}}', 'a.nabla.json')).toBe('atan2(y, «x»)');
  });
});
