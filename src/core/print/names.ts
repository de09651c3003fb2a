/** Names of a sheet as TeX: `x_1` is `x_{1}`, `eta` is `\eta`, `dL/dh` is `\frac{\partial L}{\partial h}`. */

const GREEK: ReadonlyMap<string, string> = new Map([
  ...(
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho ' +
    'sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell'
  )
    .split(' ')
    .map((word): [string, string] => [word, `\\${word}`]),
  ['omicron', 'o'],
  // Capitals that look like Latin ones have no command of their own.
  ...'Alpha:A Beta:B Epsilon:E Zeta:Z Eta:H Iota:I Kappa:K Mu:M Nu:N Omicron:O Rho:P Tau:T Chi:X'
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, -2), `\\mathrm{${pair.slice(-1)}}`]),
]);

const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['hat', '\\hat'],
  ['bar', '\\bar'],
  ['tilde', '\\tilde'],
  ['dot', '\\dot'],
  ['vec', '\\vec'],
  ['star', ''],
]);

/** Words that only look like an accented letter. */
const NOT_ACCENTED = new Set(['that', 'what', 'chat']);

/** Longer names are cut, so that a hover stays a hover. */
const MAX_NAME = 40;

const cut = (name: string): string => (name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1)}…`);

/** A name as infix text that reads as that name again, unless it is absurdly long and cut. */
export const nameInfix = (name: string): string => cut(name).replace(/\^([([][^()[\]]*[)\]])$/, '^{$1}');

/** Names beyond this are not looked at closely. */
const LONGEST_DERIVATIVE = 4 * MAX_NAME;

export function nameTex(name: string): string {
  if (name.length > LONGEST_DERIVATIVE) return simpleNameTex(cut(name));
  const derivative = /^[d∂](\d*)([^/]+)\/[d∂]([^/]+)$/su.exec(name);
  if (derivative !== null) {
    const [, order = '', target = '', variable = ''] = derivative;
    const power = order === '' ? '' : `^{${order}}`;
    const bare = order !== '' && variable.endsWith(order) ? variable.slice(0, -order.length) : variable;
    const bottom = bare === variable ? nameTex(unwrap(variable)) : `${nameTex(bare)}^{${order}}`;
    return `\\frac{\\partial${power} ${nameTex(unwrap(target))}}{\\partial ${bottom}}`;
  }
  return simpleNameTex(cut(name));
}

/** `(L)` is `L`. */
const unwrap = (text: string): string => (/^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text);

function simpleNameTex(name: string): string {
  const parts = /^([^_^]+)((?:[_^](?:\{[^{}]*\}|\([^()]*\)|[^_^]+))*)$/su.exec(name);
  if (parts === null) return upright(name);
  const [, stem = '', scripts = ''] = parts;
  const numbered = /^(.*?\D)(\d+)$/su.exec(stem);
  const base = numbered?.[1] ?? stem;
  const below: string[] = numbered?.[2] === undefined ? [] : [numbered[2]];
  const above: string[] = [];
  const accents: string[] = [];
  for (const [, mark, written = ''] of scripts.matchAll(/([_^])(\{[^{}]*\}|\([^()]*\)|[^_^]+)/gsu)) {
    const script = written.startsWith('{') ? written.slice(1, -1) : written;
    if (mark === '^') above.push(scriptTex(script));
    else if (ACCENTS.has(script)) accents.push(script);
    else below.push(scriptTex(script));
  }
  // `learning_rate` is a word of code, not a letter with an index.
  if (!isSymbol(base) && below.some((script) => script.startsWith('\\mathrm'))) return upright(name);
  return withScripts(baseTex(base, accents), below, above, accents);
}

function withScripts(
  base: string,
  below: readonly string[],
  above: readonly string[],
  accents: readonly string[],
): string {
  const top = accents.includes('star') ? [...above, '*'] : above;
  const sub = below.length === 0 ? '' : `_{${below.join(',')}}`;
  const sup = top.length === 0 ? '' : `^{${top.join(',')}}`;
  return `${base}${sub}${sup}`;
}

/** One letter, or a Greek letter spelt out, with or without an accent spelt behind it. */
const isSymbol = (base: string): boolean =>
  [...base].length === 1 || GREEK.has(base) || spelledAccent(base) !== undefined;

function spelledAccent(base: string): { letter: string; accent: string } | undefined {
  const found = /^(.+?)(hat|bar|tilde)$/u.exec(base);
  if (found === null || NOT_ACCENTED.has(base)) return undefined;
  const [, letter = '', accent = ''] = found;
  return [...letter].length === 1 || GREEK.has(letter) ? { letter, accent } : undefined;
}

function baseTex(base: string, accents: readonly string[]): string {
  const spelled = spelledAccent(base);
  let text = spelled === undefined ? symbolTex(base) : `\\${spelled.accent}{${symbolTex(spelled.letter)}}`;
  for (const accent of accents) {
    const command = ACCENTS.get(accent);
    if (command) text = `${command}{${text}}`;
  }
  return text;
}

function symbolTex(symbol: string): string {
  return GREEK.get(symbol) ?? (/^[A-Za-z]$/.test(symbol) ? symbol : upright(symbol));
}

/** `_1`, `_ij`, `_{i+1}` and `^(2)` lie in italics, words stand upright. */
function scriptTex(script: string): string {
  return script.replace(/[^\d\s()[\]+\-*,'.:;=<>|/]+/gu, (word) => {
    if (/^[i-n]{2,3}$/.test(word)) return word;
    return symbolTex(word);
  });
}

/** A word in upright letters. Letters that the formula's font lacks are set as text. */
export const upright = (word: string): string =>
  word === ''
    ? '\\mathrm{}'
    : word.replace(/[\x20-\x7e]+|[^\x20-\x7e]+/gu, (run) =>
        run.charCodeAt(0) < 0x7f ? `\\mathrm{${escapeTex(run)}}` : `\\text{${run}}`,
      );

/** Text in which no character means anything to TeX. */
function escapeTex(text: string): string {
  return text.replace(/[\\{}$&#_%^~]/g, (c) => {
    if (c === '\\') return '\\backslash ';
    if (c === '^') return '\\wedge ';
    return c === '~' ? '\\sim ' : `\\${c}`;
  });
}
