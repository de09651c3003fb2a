import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { hints } from '../../../src/service/service';
import { checkFile, projectFile, verdictTable } from './verdicts';

/** Each example with its kind of document: `06-forward-pass` as `.nabla`, `.md`, `.py`, `.c`, some as `.nabla.json`. */
const files = readdirSync(projectFile('examples')).filter((name) => /^\d\d-/.test(name));

/** Exercises as they are handed in, without annotation: `homework/02-descent.md`. */
const homework = readdirSync(projectFile('examples/homework')).map((name) => `homework/${name}`);

const checked = new Map<string, Promise<CheckedDocument>>();
const check = (name: string): Promise<CheckedDocument> => {
  const known = checked.get(name) ?? checkFile(`examples/${name}`);
  checked.set(name, known);
  return known;
};

const nameOf = (file: string): string => file.slice(0, file.indexOf('.'));
const isWrong = (file: string): boolean => file.includes('.wrong.');

/**
 * `expected/<file>.txt` says for each claim where it stands and what becomes of it. To add an example, write it, run the
 * tests with UPDATE_EXPECTED=1, and read the new file line by line: each verdict must be the one that a teacher would give.
 */
describe('every claim of every example has its verdict at its place, and nothing else is reported', () => {
  test.each([...files, ...homework])('%s', async (file) => {
    const expected = projectFile('test/unit/examples/expected', `${file}.txt`);
    const actual = verdictTable(await check(file));
    if (process.env.UPDATE_EXPECTED === '1') writeFileSync(expected, actual);
    expect(existsSync(expected), `${expected} is missing`).toBe(true);
    expect(actual).toBe(readFileSync(expected, 'utf8'));
  });

  test('no table is left over', () => {
    const folder = projectFile('test/unit/examples/expected');
    const tables = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.txt'),
    );
    expect(tables.sort()).toEqual([...files, ...homework].map((file) => `${file}.txt`).sort());
  });
});

describe('a right example agrees throughout and is quiet; a wrong one is found out', () => {
  test.each(files.filter((file) => !isWrong(file)))('%s', async (file) => {
    const { claims, diagnostics } = await check(file);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter(({ verdict }) => verdict.kind !== 'agree')).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  test.each(files.filter(isWrong))('%s', async (file) => {
    const { claims, diagnostics } = await check(file);
    const wrong = claims.filter(({ verdict }) => verdict.kind === 'disagree');
    expect(wrong.length).toBeGreaterThan(0);
    for (const claim of wrong) {
      const own = diagnostics.filter(({ code }) => code === claim.verdict.code);
      expect(own.some(({ span }) => span.start >= claim.span.start && span.end <= claim.span.end)).toBe(true);
    }
  });
});

interface Facts {
  /** What right claims hold in every document of the example. */
  readonly right: readonly string[];
  /** What wrong claims hold, by the kind of document. */
  readonly wrong: Readonly<Record<string, readonly string[]>>;
}

/** The numbers and formulas of the exercises that the examples retell. */
const FACTS: Readonly<Record<string, Facts>> = {
  '06-forward-pass': {
    right: ['9', '-11', '54', '18', '2.3e-16'],
    wrong: {
      nabla: ['h = [9, -11]', 'p ≈ [0.75, 0.25]'],
      md: ['2*x1 + x2 - 2*x3 = 5', 'relu(z2) = -11', '≈ 0.75', '≈ 0.25'],
      py: ['h = [9, -11]', 'p ≈ [0.75, 0.25]'],
      c: ['h = [9, -11]', 'p ≈ [0.75, 0.25]'],
      'nabla.json': ['h = [9, -11]', 'p ≈ [0.75, 0.25]'],
    },
  },
  '07-two-paths': {
    right: ['d + c', '2', '5'],
    wrong: {
      nabla: ['∂d/∂a = 1', '∂e/∂b = ∂e/∂c*∂c/∂b', '∂e/∂a = d + c', '∂e/∂a = 5', '∂e/∂b = 2'],
      md: ['de/dc = c', 'de/dd = d', 'de/db = d', 'de/da = -d'],
      py: ['de/db = de/dd*dd/db', 'de/db = 3'],
      c: ['de/db = de/dc*dc/db', 'de/db = 2'],
      'nabla.json': ['de/db = d', 'de/da = d + c', 'de/db = 2'],
    },
  },
  '11-batch-of-four': {
    right: ['-2.732', '[0.1168, 0, 0.1536]', '[0.0268, 0, 0.134]', '0.0122, 0, 0.061', '-0.0268, 0, -0.134'],
    wrong: {
      nabla: ['mean(y - t)', "H'*(t - y)", 'axis=1', "X'*((y - t)*W2')", 'dL/db2 = 2.732', '1.708'],
      md: ['2*(y - t)', '2*sum(y - t)', '-5.464', 'axis=0', "X'*((y - t)*W2')", '[-0.2732, 2.732, -1.366]'],
      py: ["sum((y - t)*W2', axis=0)", "X' @ ((y - t)*W2')", '[-0.2732, 2.732, -1.366]'],
      c: ['W2*sum(y - t)', "X'*((y - t)*W2')", '[-0.2732, 2.732, -1.366]', '1.708'],
    },
  },
  '13-gradient-bound': {
    right: ['(1 + |z|)', '(0.6 + |z|)', '(y - z)*y*(1 - y)*x'],
    wrong: {
      nabla: ['(y - z)*y*x', 'dJ/db = (y - z)*y*(1 - y)*x', '(0.5 + |z|)'],
      md: ['[(z - y)*y*(1 - y)*x', '(0.5 + |z|)'],
      py: ['(y - z)*(1 - y)*x', '(0.5 + |z|)'],
      c: ['dJ/db = y*(1 - y)', '(0.5 + |z|)'],
    },
  },
  '14-sine-lattice': {
    right: ['-0.069186', ...'0.84 0.54 0.98 0.19 0.92 0.39 0.97 0.26 0.94 0.34 0.32'.split(' ')],
    wrong: {
      nabla: ['c1 = 0.84', 'c2 = 0.98', '+ do/dc5*sin(s4 + c4)', 'do/ds4 = 1', 'do/dx = 0.069186'],
      md: [
        'cos(x) = 0.84',
        'cos(s1 + c1) = 0.98',
        'cos(1) = 0.84',
        'cos(1.38) = 0.98',
        'c5^2 + s5^2',
        '= 0.069186',
      ],
      py: ['c1 = 0.84', 'c2 = 0.98', 'do/dx = 2.5929', '+ do/dc5*s5'],
      c: ['c1 = 0.84', 'c2 = 0.98', 'do/dx = 2.5929', '+ do/dc5*sin(s4 + c4)'],
      'nabla.json': ['c1 = 0.84', 'c2 = 0.98', 'do/dx = 0.069186', '+ do/dc5*sin(s4 + c4)'],
    },
  },
  '19-shared-input': {
    right: ['[0.16, 0.75, 0.42]', '[-2, 0, 4]'],
    wrong: {
      nabla: ['(dL/dh2 .* (1 - h2))', '-0.42'],
      md: ["dL/dv = W2'*(dL/dh2 .* h2 .* (1 - h2))", '-0.42'],
      py: ["W1' @ dL/dh1", '-0.42'],
      c: ['-0.42'],
    },
  },
};

describe('the numbers of the exercises are reproduced in every kind of document', () => {
  test('every example has its facts', () => {
    expect([...new Set(files.map(nameOf))].sort()).toEqual(Object.keys(FACTS).sort());
  });

  test.each(files)('%s', async (file) => {
    const { claims } = await check(file);
    const texts = (kind: string): readonly string[] =>
      claims.filter(({ verdict }) => verdict.kind === kind).map(({ text }) => text);
    const facts = FACTS[nameOf(file)]!;
    const ending = file.slice(nameOf(file).length + 1);
    const wanted = isWrong(file) ? facts.wrong[ending.slice('wrong.'.length)] : facts.right;
    expect(wanted).toBeDefined();
    const found = texts(isWrong(file) ? 'disagree' : 'agree');
    const absent = wanted!.filter((fact) => !found.some((text) => text.includes(fact)));
    expect(absent).toEqual([]);
  });

  test('the shapes of unknown weights follow from what is around them', async () => {
    const document = await check('19-shared-input.nabla');
    const shown = hints(document, DEFAULT_SETTINGS).filter(({ kind }) => kind === 'shape');
    const shapesBehind = (name: string): readonly string[] =>
      shown
        .filter(({ offset }) => document.document.text.slice(0, offset).endsWith(name))
        .map(({ text }) => text);
    expect(shapesBehind('W1').join()).toContain('3×4');
    expect(shapesBehind('W2').join()).toContain('3×4');
  });

  test('a point that a ReLU cannot put out is pointed at', async () => {
    const { document, diagnostics } = await check('19-shared-input.wrong.nabla');
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ code }) => code)).toEqual(['out-of-range']);
    expect(document.text.slice(0, warnings[0]!.span.start)).toMatch(
      /at h1 = \[2, -1, 3\], h2 = \[0\.2, 0\.5, 0\.3\]: $/,
    );
  });
});
