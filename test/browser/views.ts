import type {
  ClaimView,
  GraphEdgeView,
  GraphNodeView,
  GraphView,
  Place,
  TensorView,
} from '../../src/protocol/graph-view';

export const at = (line: number, start: number, end: number): Place => ({
  start: { line, character: start },
  end: { line, character: end },
});

type Rows = readonly (readonly number[])[];
type Entry = TensorView['entries'][number];

/** JSON has no NaN and no infinities. */
const entry = (x: number): Entry =>
  Number.isNaN(x) ? 'NaN' : Number.isFinite(x) ? x : x > 0 ? 'Infinity' : '-Infinity';

export const scalar = (x: number): TensorView => ({ shape: [], entries: [entry(x)] });
export const vector = (xs: readonly number[]): TensorView => ({ shape: [xs.length], entries: xs.map(entry) });
export const matrix = (rows: Rows): TensorView => ({
  shape: [rows.length, rows[0]?.length ?? 0],
  entries: rows.flat().map(entry),
});

const shapeText = (tensor: TensorView | undefined): string =>
  tensor === undefined || tensor.shape.length === 0 ? 'scalar' : tensor.shape.join('×');

interface NodeOptions {
  readonly label?: string;
  readonly expression?: string;
  readonly operation?: string;
  readonly value?: TensorView;
  readonly adjoint?: TensorView;
  readonly shape?: string;
  readonly place?: Place;
  readonly claims?: readonly ClaimView[];
}

/** Collects nodes with the edges to their inputs. */
export class ViewBuilder {
  readonly nodes: GraphNodeView[] = [];
  readonly edges: GraphEdgeView[] = [];

  add(kind: GraphNodeView['kind'], id: string, options: NodeOptions, inputs: readonly string[] = []): this {
    const { label = id, expression = label, shape = shapeText(options.value), claims = [] } = options;
    const { value, adjoint, place, operation } = options;
    this.nodes.push({
      id,
      kind,
      label,
      expression,
      shape,
      claims,
      ...(operation && { operation }),
      ...(value && { value }),
      ...(adjoint && { adjoint }),
      ...(place && { place }),
    });
    inputs.forEach((from, port) => {
      const source = this.nodes.find((node) => node.id === from);
      this.edges.push({ from, to: id, port, shape: source?.shape ?? 'scalar' });
    });
    return this;
  }

  view(title: string, rest: Partial<GraphView> = {}): GraphView {
    return {
      uri: 'file:///sheet.nabla',
      version: 1,
      title,
      nodes: this.nodes,
      edges: this.edges,
      notes: [],
      ...rest,
    };
  }
}

/** e = c·d, c = a + b, d = b + 1 at a = 2, b = 1; ∂e/∂b = d + c = 5, and a claim that says 2. */
export function circuit(a = 2, b = 1): GraphView {
  const [c, d] = [a + b, b + 1];
  return new ViewBuilder()
    .add('input', 'a', {
      value: scalar(a),
      adjoint: scalar(d),
      place: at(0, 0, 1),
      claims: [
        { text: 'de/da = d', verdict: 'agree', message: 'at 16 points, to 12 digits', place: at(5, 0, 9) },
      ],
    })
    .add('input', 'b', {
      value: scalar(b),
      adjoint: scalar(d + c),
      place: at(1, 0, 1),
      claims: [
        {
          text: 'de/db = d',
          verdict: 'disagree',
          message: 'at a = 2, b = 1 the derivative is 5, the claim says 2. The path through c is missing.',
          place: at(6, 0, 9),
        },
      ],
    })
    .add(
      'definition',
      'c',
      { expression: 'a + b', operation: '+', value: scalar(c), adjoint: scalar(d), place: at(2, 0, 9) },
      ['a', 'b'],
    )
    .add('constant', 'one', { label: '1', expression: '', value: scalar(1), adjoint: scalar(c) })
    .add(
      'definition',
      'd',
      { expression: 'b + 1', operation: '+', value: scalar(d), adjoint: scalar(c), place: at(3, 0, 9) },
      ['b', 'one'],
    )
    .add(
      'definition',
      'e',
      { expression: 'c*d', operation: '×', value: scalar(c * d), adjoint: scalar(1), place: at(4, 0, 7) },
      ['c', 'd'],
    )
    .view('Two sums and a product', { output: 'e' });
}

/** A ReLU network with two inputs, three hidden units and one output, squared error; values and adjoints computed here. */
export function network(): GraphView {
  const x = [0.4, -1.2];
  const w1: Rows = [
    [0.5, -0.25],
    [1.5, 1],
    [-0.75, -0.5],
  ];
  const b1 = [0.1, 0.2, -0.05];
  const w2 = [0.8, -0.6, 1.1];
  const [b2, t] = [0.3, 1];
  const s = w1.map((row) => row.reduce((sum, w, j) => sum + w * x[j]!, 0));
  const z = s.map((value, i) => value + b1[i]!);
  const h = z.map((value) => Math.max(0, value));
  const p = h.reduce((sum, value, i) => sum + w2[i]! * value, 0);
  const y = p + b2;
  const dy = 2 * (y - t);
  const dh = w2.map((w) => w * dy);
  const dz = dh.map((value, i) => (z[i]! > 0 ? value : 0));
  const dx = x.map((_, j) => dz.reduce((sum, value, i) => sum + value * w1[i]![j]!, 0));
  const claim = (text: string, verdict: ClaimView['verdict'], line: number, message: string): ClaimView => ({
    text,
    verdict,
    message,
    place: at(line, 0, text.length),
  });
  return new ViewBuilder()
    .add('input', 'x', { value: vector(x), adjoint: vector(dx), place: at(0, 0, 1) })
    .add('input', 'W_1', {
      value: matrix(w1),
      adjoint: matrix(dz.map((value) => x.map((entry) => value * entry))),
      place: at(1, 0, 3),
      claims: [
        claim('dL/dW_1 = dz*x', 'disagree', 9, 'The transpose of x is missing.'),
        claim('dL/dW_1 = dz*x^T', 'agree', 10, 'At 16 points, to 11 digits.'),
      ],
    })
    .add('input', 'b_1', {
      value: vector(b1),
      adjoint: vector(dz),
      place: at(2, 0, 3),
      claims: [
        claim('dL/db_1 = dz', 'agree', 11, 'At 16 points, to 12 digits.'),
        claim('dL/db_1 = w_2 .* (z > 0) * dy', 'agree', 12, 'At 16 points, to 12 digits.'),
      ],
    })
    .add('operation', 's', { label: '*', expression: 'W_1*x', value: vector(s), adjoint: vector(dz) }, [
      'W_1',
      'x',
    ])
    .add(
      'definition',
      'z',
      {
        expression: 'W_1*x + b_1',
        operation: '+',
        value: vector(z),
        adjoint: vector(dz),
        place: at(5, 0, 15),
      },
      ['s', 'b_1'],
    )
    .add(
      'definition',
      'h',
      {
        expression: 'relu(z)',
        operation: 'relu',
        value: vector(h),
        adjoint: vector(dh),
        place: at(6, 0, 11),
      },
      ['z'],
    )
    .add('input', 'w_2', {
      value: vector(w2),
      adjoint: vector(h.map((value) => value * dy)),
      place: at(3, 0, 3),
    })
    .add('operation', 'p', { label: '*', expression: "w_2'*h", value: scalar(p), adjoint: scalar(dy) }, [
      'w_2',
      'h',
    ])
    .add('input', 'b_2', { value: scalar(b2), adjoint: scalar(dy), place: at(4, 0, 3) })
    .add(
      'definition',
      'y',
      {
        expression: "w_2'*h + b_2",
        operation: '+',
        value: scalar(y),
        adjoint: scalar(dy),
        place: at(7, 0, 14),
      },
      ['p', 'b_2'],
    )
    .add('input', 't', { value: scalar(t), adjoint: scalar(-dy), place: at(4, 6, 7) })
    .add('operation', 'e', { label: '-', expression: 'y - t', value: scalar(y - t), adjoint: scalar(dy) }, [
      'y',
      't',
    ])
    .add(
      'definition',
      'L',
      {
        expression: '(y - t)^2',
        operation: '^2',
        value: scalar((y - t) ** 2),
        adjoint: scalar(1),
        place: at(8, 0, 13),
      },
      ['e'],
    )
    .view('A small network', { output: 'L' });
}

/** Arrays too large for numbers: a heat map, an array cut by the server, and one with a hole. */
export function arrays(): GraphView {
  const wave = Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 9 }, (_, j) => Math.sin(i * 0.7 + j) * (j - 4)),
  );
  const cut = {
    shape: [64, 64],
    entries: Array.from({ length: 1024 }, (_, k) => Math.cos(k / 40) / (1 + (k % 64))),
  };
  return new ViewBuilder()
    .add('input', 'X', {
      value: matrix(wave),
      adjoint: matrix(wave.map((row) => row.map((v) => -v / 3))),
      place: at(0, 0, 1),
    })
    .add('input', 'K', { value: cut, shape: '64×64', place: at(1, 0, 1) })
    .add('input', 'v', { value: vector(Array.from({ length: 40 }, (_, i) => i - 20)), place: at(2, 0, 1) })
    .add(
      'definition',
      'Y',
      {
        expression: 'X @ v + K',
        shape: '12',
        value: matrix([
          [1, Number.NaN],
          [Number.POSITIVE_INFINITY, 0],
        ]),
        place: at(3, 0, 9),
      },
      ['X', 'v', 'K'],
    )
    .view('Arrays', { notes: ['There is no adjoint: Y is no scalar.'] });
}

/** A graph of `count` nodes in layers, each with up to three inputs from layers before. */
export function layered(count: number): GraphView {
  const builder = new ViewBuilder();
  const width = Math.max(2, Math.round(Math.sqrt(count) * 0.7));
  let seed = 7;
  // Lehmer's generator: the same graph in every run.
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let k = 0; k < count; k++) {
    const value = scalar(random(2000) / 100 - 10);
    const adjoint = scalar(random(1000) / 1e4);
    if (k < width) {
      builder.add('input', `x_${k}`, { value, adjoint, place: at(k, 0, 3) });
      continue;
    }
    const inputs = [...new Set([1, 2, 3].slice(random(2)).map(() => k - 1 - random(Math.min(k, 2 * width))))];
    const names = inputs.map((i) => builder.nodes[i]!.id);
    if (k % 3 === 0 && k !== count - 1)
      builder.add('operation', `op${k}`, { label: ['+', '*', 'tanh'][random(3)]!, value, adjoint }, names);
    else
      builder.add(
        'definition',
        `h_${k}`,
        { expression: names.join(' + '), value, adjoint, place: at(k, 0, 9) },
        names,
      );
  }
  return builder.view(`${count} nodes`, { output: builder.nodes.at(-1)!.id });
}

export const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';

/** Markup, quotes, long text, other scripts and control characters where names are expected; numbers that are none. */
export function hostile(): GraphView {
  return new ViewBuilder()
    .add('input', HOSTILE, {
      value: scalar(Number.NaN),
      adjoint: scalar(Number.NEGATIVE_INFINITY),
      place: at(0, 0, 1),
    })
    .add('input', '"]\'}<svg/onload=1>', {
      value: scalar(1e300),
      adjoint: scalar(-2.5e-17),
      place: at(1, 0, 1),
    })
    .add('input', `${'long'.repeat(200)}`, { value: scalar(0), adjoint: scalar(-0), place: at(2, 0, 1) })
    .add('input', 'ведро\u202e\u0000\n', { place: at(3, 0, 1) })
    .add('operation', 'op\nin 0', { label: '<b>x</b>', value: scalar(3) }, [HOSTILE, '"]\'}<svg/onload=1>'])
    .add(
      'definition',
      '__proto__',
      {
        expression: '</text><script>document.title="owned"</script>',
        value: scalar(1),
        place: at(4, 0, 1),
        claims: [{ text: '<i>claim</i>', verdict: 'unread', message: '<u>why</u>', place: at(5, 0, 1) }],
      },
      ['op\nin 0', `${'long'.repeat(200)}`, 'ведро\u202e\u0000\n', HOSTILE],
    )
    .add('definition', 'constructor', { expression: 'toString', value: scalar(2), place: at(6, 0, 1) }, [
      '__proto__',
    ])
    .add('operation', 'valueOf', { label: 'toString', value: scalar(2) }, ['constructor'])
    .view('<script>document.title="owned"</script>', { output: '__proto__', notes: ['<b>note</b>'] });
}
