/**
 * One spelling for each name, whatever way it was typed: Greek letters are spelt out (`η` is `eta`), subscripts follow an
 * underscore (`x₁`, `x_{1}` are `x_1`), accents are words (`ŷ` is `y_hat`).
 */

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ϵ: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ϑ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  ϰ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ϖ: 'pi',
  ρ: 'rho',
  ϱ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  ϕ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  Α: 'Alpha',
  Β: 'Beta',
  Γ: 'Gamma',
  Δ: 'Delta',
  Ε: 'Epsilon',
  Ζ: 'Zeta',
  Η: 'Eta',
  Θ: 'Theta',
  ϴ: 'Theta',
  Ι: 'Iota',
  Κ: 'Kappa',
  Λ: 'Lambda',
  Μ: 'Mu',
  Ν: 'Nu',
  Ξ: 'Xi',
  Ο: 'Omicron',
  Π: 'Pi',
  Ρ: 'Rho',
  Σ: 'Sigma',
  Τ: 'Tau',
  Υ: 'Upsilon',
  Φ: 'Phi',
  Χ: 'Chi',
  Ψ: 'Psi',
  Ω: 'Omega',
};

const SPELT = new Set(Object.values(GREEK));

/** Whether `word` is the spelling of a Greek letter, such as `eta` or `Delta`. */
export const isGreekWord = (word: string): boolean => SPELT.has(word);

const SUBSCRIPTS: Readonly<Record<string, string>> = {
  '₀': '0',
  '₁': '1',
  '₂': '2',
  '₃': '3',
  '₄': '4',
  '₅': '5',
  '₆': '6',
  '₇': '7',
  '₈': '8',
  '₉': '9',
  '₊': '+',
  '₋': '-',
  ₐ: 'a',
  ₑ: 'e',
  ₕ: 'h',
  ᵢ: 'i',
  ⱼ: 'j',
  ₖ: 'k',
  ₗ: 'l',
  ₘ: 'm',
  ₙ: 'n',
  ₒ: 'o',
  ₚ: 'p',
  ᵣ: 'r',
  ₛ: 's',
  ₜ: 't',
  ᵤ: 'u',
  ᵥ: 'v',
  ₓ: 'x',
};

const ACCENTS: Readonly<Record<string, string>> = {
  '\u0302': '_hat',
  '\u0303': '_tilde',
  '\u0304': '_bar',
  '\u0305': '_bar',
  '\u0307': '_dot',
};

const PLAIN_WORD = /^[\p{L}\p{N}_]+$/u;

/** The canonical spelling of a name as it stands in the text. Blanks inside braces are dropped. */
export function canonicalName(raw: string): string {
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code > 127 || code === 123) return spellOut(raw);
  }
  return raw;
}

/** `{` opens a subscript after `_`, and a layer's number after `^`: `W^{(1)}_{ij}` is `W_ij^(1)`. */
function spellOut(raw: string): string {
  let layer = '';
  let base = '';
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i]!;
    const close = char === '{' ? raw.indexOf('}', i) : -1;
    if (close < 0) {
      base += char;
      continue;
    }
    const content = spellLetters(raw.slice(i + 1, close).replace(/\s+/g, ''));
    if (base.endsWith('^')) {
      layer = `^${content}`;
      base = base.slice(0, -1);
    } else {
      base += PLAIN_WORD.test(content) ? content : `{${content}}`;
    }
    i = close;
  }
  return spellLetters(base) + layer;
}

function spellLetters(text: string): string {
  let out = '';
  let subscript = '';
  let position = 0;
  const flush = (): void => {
    if (subscript === '') return;
    if (!out.endsWith('_')) out += '_';
    out += PLAIN_WORD.test(subscript) ? subscript : `{${subscript}}`;
    subscript = '';
  };
  for (const char of text.normalize('NFC')) {
    const low = SUBSCRIPTS[char];
    if (low !== undefined) {
      subscript += low;
      continue;
    }
    flush();
    out += position === 0 ? spellFirst(char) : spellLetter(char);
    position += 1;
  }
  flush();
  return out;
}

/** An accent is a word only on the first letter: `ŷ_1` is `y_hat_1`, but `señal` stays as it is. */
function spellFirst(char: string): string {
  const parts = char.normalize('NFD');
  const accent = ACCENTS[parts.slice(-1)];
  return accent === undefined ? spellLetter(char) : spellLetter(parts.slice(0, -1)) + accent;
}

function spellLetter(char: string): string {
  if (char.length === 1 && char.charCodeAt(0) < 128) return char;
  const accent = ACCENTS[char];
  if (accent !== undefined) return accent;
  if (char === 'ℓ') return 'ell';
  if (char === '∞') return 'inf';
  // Letters of the mathematical alphabets (𝑥, ℝ, ℒ) and the micro sign stand for the plain letter.
  const plain = GREEK[char] ? char : isMathematicalLetter(char) ? char.normalize('NFKC') : char;
  return GREEK[plain] ?? plain;
}

function isMathematicalLetter(char: string): boolean {
  const code = char.codePointAt(0)!;
  return (code >= 0x1d400 && code <= 0x1d7ff) || (code >= 0x2100 && code <= 0x214f) || code === 0xb5;
}
