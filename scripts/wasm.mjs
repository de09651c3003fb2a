/**
 * Assembles the products of matrices in WebAssembly with vectors of two doubles, and writes the module's bytes to
 * `src/core/graph/operations/kernels/simd-module.ts`. Run it after a change here; a test compares both.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const target = fileURLToPath(new URL('../src/core/graph/operations/kernels/simd-module.ts', import.meta.url));

const range = (n) => Array.from({ length: n }, (_, i) => i);
const get = (name) => `(local.get $${name})`;
const set = (name, value) => `(local.set $${name} ${value})`;
const add = (...terms) => terms.reduce((sum, term) => `(i32.add ${sum} ${term})`);
const times = (x, y) => `(i32.mul ${x} ${y})`;
const bytes = (x) => `(i32.shl ${x} (i32.const 3))`;
const step = (name, by) => set(name, add(get(name), by));
const params = (...names) => names.map((name) => `(param $${name} i32)`).join(' ');
const locals = (type, names) => names.map((name) => `(local $${name} ${type})`).join(' ');

/** Repeats `body` while `name` stays below `end`. */
const during = (name, condition, body) =>
  `(block $${name}Done (loop $${name}Next (br_if $${name}Done (i32.eqz ${condition})) ${body} (br $${name}Next)))`;

/** Vectors hold two columns; a single column is a scalar. */
const LANES = {
  v128: {
    load: 'v128.load',
    store: 'v128.store',
    splat: 'v128.load64_splat',
    add: 'f64x2.add',
    mul: 'f64x2.mul',
    columns: 2,
  },
  f64: {
    load: 'f64.load',
    store: 'f64.store',
    splat: 'f64.load',
    add: 'f64.add',
    mul: 'f64.mul',
    columns: 1,
  },
};

/**
 * out (rows × columns) += a · b over `len` terms; a and b are at `a + i·ai + p·ak` and `b + p·bs + j·8`. All sums stay in
 * registers.
 */
function tile(rows, columns) {
  const type = columns === 1 ? 'f64' : 'v128';
  const lane = LANES[type];
  const vectors = columns / lane.columns;
  const sum = (i, v) => `c${i}_${v}`;
  const all = range(rows).flatMap((i) => range(vectors).map((v) => sum(i, v)));
  return `(func $tile${rows}x${columns} ${params('a', 'ai', 'ak', 'b', 'bs', 'out', 'os', 'len')}
    ${locals(type, [...all, 'x', ...range(vectors).map((v) => `y${v}`)])} ${locals(
      'i32',
      range(rows).map((i) => `p${i}`),
    )}
    ${set('p0', get('a'))}
    ${range(rows - 1)
      .map((i) => set(`p${i + 1}`, add(get(`p${i}`), get('ai'))))
      .join('\n')}
    ${during(
      'k',
      get('len'),
      `
      ${range(vectors)
        .map((v) => set(`y${v}`, `(${lane.load} offset=${16 * v} align=8 ${get('b')})`))
        .join('\n')}
      ${range(rows)
        .map(
          (i) => `
        ${set('x', `(${lane.splat} align=8 ${get(`p${i}`)})`)}
        ${range(vectors)
          .map((v) =>
            set(sum(i, v), `(${lane.add} ${get(sum(i, v))} (${lane.mul} ${get('x')} ${get(`y${v}`)}))`),
          )
          .join('\n')}
        ${step(`p${i}`, get('ak'))}`,
        )
        .join('\n')}
      ${step('b', get('bs'))}
      ${step('len', '(i32.const -1)')}`,
    )}
    ${range(rows)
      .map(
        (i) => `
      ${range(vectors)
        .map(
          (v) => `(${lane.store} offset=${16 * v} align=8 ${get('out')}
        (${lane.add} (${lane.load} offset=${16 * v} align=8 ${get('out')}) ${get(sum(i, v))}))`,
        )
        .join('\n')}
      ${step('out', get('os'))}`,
      )
      .join('\n')})`;
}

/** out (rows × columns) += a · bᵀ over `len` terms that lie side by side in both: two of them at a time. */
function dots(rows, columns) {
  const pairs = range(rows).flatMap((i) => range(columns).map((j) => [i, j]));
  const { v128 } = LANES;
  const sum = ([i, j]) => `c${i}_${j}`;
  const last = ([i, j]) => `d${i}_${j}`;
  const both = (pair) =>
    `(f64.add (f64x2.extract_lane 0 ${get(sum(pair))}) (f64x2.extract_lane 1 ${get(sum(pair))}))`;
  return `(func $dots${rows}x${columns} ${params('a', 'ai', 'b', 'bj', 'out', 'os', 'len')}
    ${locals('v128', [...pairs.map(sum), ...range(rows).map((i) => `x${i}`), 'y'])} ${locals('f64', pairs.map(last))}
    ${locals('i32', [...range(rows).map((i) => `p${i}`), ...range(columns).map((j) => `q${j}`)])}
    ${set('p0', get('a'))} ${set('q0', get('b'))}
    ${range(rows - 1)
      .map((i) => set(`p${i + 1}`, add(get(`p${i}`), get('ai'))))
      .join('\n')}
    ${range(columns - 1)
      .map((j) => set(`q${j + 1}`, add(get(`q${j}`), get('bj'))))
      .join('\n')}
    ${during(
      'k',
      `(i32.gt_s ${get('len')} (i32.const 1))`,
      `
      ${range(rows)
        .map((i) => set(`x${i}`, `(v128.load align=8 ${get(`p${i}`)})`))
        .join('\n')}
      ${range(columns)
        .map(
          (j) => `
        ${set('y', `(v128.load align=8 ${get(`q${j}`)})`)}
        ${range(rows)
          .map((i) =>
            set(sum([i, j]), `(${v128.add} ${get(sum([i, j]))} (${v128.mul} ${get(`x${i}`)} ${get('y')}))`),
          )
          .join('\n')}`,
        )
        .join('\n')}
      ${range(rows)
        .map((i) => step(`p${i}`, '(i32.const 16)'))
        .join('\n')}
      ${range(columns)
        .map((j) => step(`q${j}`, '(i32.const 16)'))
        .join('\n')}
      ${step('len', '(i32.const -2)')}`,
    )}
    (if ${get('len')} (then ${pairs.map(([i, j]) => set(last([i, j]), `(f64.mul (f64.load ${get(`p${i}`)}) (f64.load ${get(`q${j}`)}))`)).join('\n')}))
    ${range(rows)
      .map(
        (i) => `
      ${range(columns)
        .map(
          (j) => `(f64.store offset=${8 * j} ${get('out')}
        (f64.add (f64.load offset=${8 * j} ${get('out')}) (f64.add ${both([i, j])} ${get(last([i, j]))})))`,
        )
        .join('\n')}
      ${step('out', get('os'))}`,
      )
      .join('\n')})`;
}

/** Walks `name` from 0 to `end` in steps of the given sizes, the largest that fits first. */
const inSteps = (name, end, sizes, body) => `
  ${set(name, '(i32.const 0)')}
  ${sizes
    .map((size) =>
      during(
        `${name}${size}`,
        `(i32.le_s ${add(get(name), `(i32.const ${size})`)} ${get(end)})`,
        `
    ${body(size)}
    ${step(name, `(i32.const ${size})`)}`,
      ),
    )
    .join('\n')}`;

/** Terms of a block, so that a panel of the right operand stays in the first cache. */
const BLOCK = 128;

const inBlocks = (body) => `
  ${during(
    'block',
    `(i32.lt_s ${get('p')} ${get('k')})`,
    `
    ${set('len', `(i32.sub ${get('k')} ${get('p')})`)}
    (if (i32.gt_s ${get('len')} (i32.const ${BLOCK})) (then ${set('len', `(i32.const ${BLOCK})`)}))
    ${body}
    ${step('p', `(i32.const ${BLOCK})`)}`,
  )}`;

const place = (base, ...terms) => add(get(base), ...terms);

const text = `(module
  (memory (import "arena" "memory") 1)
  ${[4, 1].flatMap((rows) => [4, 2, 1].map((columns) => tile(rows, columns))).join('\n')}
  ${[4, 1].flatMap((rows) => [2, 1].map((columns) => dots(rows, columns))).join('\n')}
  (func (export "times") ${params('a', 'ai', 'ak', 'b', 'out', 'm', 'k', 'n')} ${locals('i32', ['i', 'j', 'p', 'len', 'row'])}
    ${set('row', bytes(get('n')))}
    ${inBlocks(
      inSteps('j', 'n', [4, 2, 1], (columns) =>
        inSteps(
          'i',
          'm',
          [4, 1],
          (rows) => `
      (call $tile${rows}x${columns}
        ${place('a', times(get('i'), get('ai')), times(get('p'), get('ak')))} ${get('ai')} ${get('ak')}
        ${place('b', times(get('p'), get('row')), bytes(get('j')))} ${get('row')}
        ${place('out', times(get('i'), get('row')), bytes(get('j')))} ${get('row')} ${get('len')})`,
        ),
      ),
    )})
  (func (export "timesTransposed") ${params('a', 'ai', 'b', 'out', 'm', 'k', 'n')} ${locals('i32', ['i', 'j', 'p', 'len', 'row', 'bj'])}
    ${set('row', bytes(get('n')))}
    ${set('bj', bytes(get('k')))}
    ${inBlocks(
      inSteps('j', 'n', [2, 1], (columns) =>
        inSteps(
          'i',
          'm',
          [4, 1],
          (rows) => `
      (call $dots${rows}x${columns}
        ${place('a', times(get('i'), get('ai')), bytes(get('p')))} ${get('ai')}
        ${place('b', times(get('j'), get('bj')), bytes(get('p')))} ${get('bj')}
        ${place('out', times(get('i'), get('row')), bytes(get('j')))} ${get('row')} ${get('len')})`,
        ),
      ),
    )})
)`;

/** The module's bytes. */
export async function assembled() {
  const module = (await wabt()).parseWat('products.wat', text, { simd: true });
  module.validate();
  return module.toBinary({}).buffer;
}

/** The source of the module's file. */
export async function source() {
  const hex = Buffer.from(await assembled()).toString('hex');
  const lines = hex.match(/.{1,100}/g).map((line) => `  '${line}',`);
  return `/** The module that \`scripts/wasm.mjs\` assembles, as hexadecimal digits. Written by it; not edited by hand. */
export const SIMD_MODULE: string = [
${lines.join('\n')}
].join('');
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await source());
