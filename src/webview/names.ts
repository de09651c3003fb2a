/** The type in which a piece of text is set. `italic` and `upright` are the mathematical serif. */
export type Face = 'italic' | 'upright' | 'code' | 'plain';

export interface Piece {
  readonly text: string;
  readonly face: Face;
  /** Set small and lowered. */
  readonly subscript?: boolean;
}

const GREEK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    phi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
  }),
);

const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '*': '×',
    '.*': '⊙',
    './': '⊘',
    '/': '÷',
    '-': '−',
    '<=': '≤',
    '>=': '≥',
    '==': '=',
    '!=': '≠',
    "'": 'ᵀ',
    '^T': 'ᵀ',
    transpose: 'ᵀ',
    add: '+',
    subtract: '−',
    negate: '−',
    multiply: '×',
    divide: '÷',
    '^': 'pow',
    '.^': 'pow',
    '**': 'pow',
    power: 'pow',
    matmul: '@',
    sum: 'Σ',
    sqrt: '√',
    sigmoid: 'σ',
  }),
);

/** The parts of `x_1`, `W_out`, `h2`, `x'`: letters, a number or words below, primes. */
const NAME = /^(\p{L}+)(?:(\d+)|_\{?([\p{L}\p{N},+-]+)\}?)?('*)$/u;

/** Sets a name as mathematics does: one letter in italics, words upright, indices lowered. Other text stays as it is. */
export function setName(name: string): readonly Piece[] {
  const parts = NAME.exec(name);
  if (parts === null) return [{ text: visible(name), face: 'code' }];
  const [, letters = '', digits, index, primes] = parts;
  const base = GREEK.get(letters) ?? letters;
  // In `conv2` or `log10` the number belongs to the word.
  const oneLetter = [...base].length === 1;
  if (digits !== undefined && !oneLetter) return [{ text: base + digits + prime(primes), face: 'upright' }];
  const below = digits ?? index;
  return [
    { text: base + prime(primes), face: oneLetter ? 'italic' : 'upright' },
    ...(below === undefined ? [] : [setIndex(below)]),
  ];
}

function setIndex(index: string): Piece {
  const text = GREEK.get(index) ?? index;
  return { text, face: /^\p{L}$/u.test(text) ? 'italic' : 'upright', subscript: true };
}

/** Line breaks and other control characters as boxes. */
const visible = (text: string): string => text.replace(/\p{Cc}/gu, '␣');

const prime = (primes: string | undefined): string => '′'.repeat(primes?.length ?? 0);

const RAISED = new Map([...'0123456789-'].map((character, i) => [character, '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'[i]!]));

/** Sets the symbol or the function name of an operation; `^2` becomes a raised number behind a place for the base. */
export function setSymbol(label: string): Piece {
  const power = /^\^(-?\d{1,3})$/.exec(label)?.[1];
  const raised = power && `(·)${[...power].map((character) => RAISED.get(character)).join('')}`;
  return { text: raised ?? SYMBOLS.get(label) ?? visible(label), face: 'upright' };
}

/** At most `limit` characters, with an ellipsis where text was left out. Surrogate pairs stay together. */
export function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
