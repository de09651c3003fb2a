import type { Style } from '../ast';
import { Kind } from './tokens';

/** The meanings of commands, by their names without the backslash. */

export interface Meaning {
  readonly kind: Kind;
  readonly text: string;
}

const TABLE = new Map<string, Meaning>();

function define(kind: Kind, ...entries: readonly (string | readonly [name: string, text: string])[]): void {
  for (const entry of entries) {
    const [name, text] = typeof entry === 'string' ? [entry, entry] : entry;
    TABLE.set(name, { kind, text });
  }
}

/** One meaning for several commands. */
const all = (text: string, names: string): (readonly [string, string])[] =>
  names.split(' ').map((name) => [name, text]);

define(
  Kind.Letter,
  ...(
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi ' +
    'omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar Alpha Beta Epsilon Zeta Eta Iota Kappa Mu ' +
    'Nu Omicron Rho Tau Chi imath jmath aleph Re Im wp'
  ).split(' '),
  ['varepsilon', 'epsilon'],
  ['vartheta', 'theta'],
  ['varkappa', 'kappa'],
  ['varpi', 'pi'],
  ['varrho', 'rho'],
  ['varsigma', 'sigma'],
  ['varphi', 'phi'],
  ['varGamma', 'Gamma'],
  ['varDelta', 'Delta'],
  ['varTheta', 'Theta'],
  ['varLambda', 'Lambda'],
  ['varPhi', 'Phi'],
  ['varPsi', 'Psi'],
  ['varOmega', 'Omega'],
  ['triangle', 'Delta'],
  ['vartriangle', 'Delta'],
  ['bigtriangleup', 'Delta'],
  ['infty', 'inf'],
  ['R', 'R'],
  ['N', 'N'],
  ['Z', 'Z'],
  ['Reals', 'R'],
  ['reals', 'R'],
);

define(
  Kind.Times,
  ...all('*', 'cdot ast cdotp'),
  ['times', '×'],
  ['odot', '.*'],
  ['circ', '∘'],
  ['oslash', './'],
);
define(Kind.Slash, 'div', 'slash');
define(Kind.Partial, 'partial');
define(Kind.Nabla, 'nabla');
define(Kind.Frac, 'frac', 'dfrac', 'tfrac', 'cfrac', 'sfrac', 'nicefrac');
define(Kind.Binomial, 'binom', 'dbinom', 'tbinom');
define(Kind.Over, 'over');
define(Kind.Root, 'sqrt');
define(Kind.Sum, 'sum', ['prod', 'product'], 'max', 'min');
define(Kind.In, 'in', 'isin');
define(Kind.To, ...all('to', 'to rightarrow longrightarrow'));
define(Kind.Ellipsis, ...all('dots', 'dots ldots cdots dotsc dotsb dotsm vdots ddots'));
define(Kind.Forall, 'forall');
define(Kind.And, ...all('and', 'land wedge'));
define(Kind.Or, ...all('or', 'lor vee'));
define(Kind.Not, ...all('not', 'lnot neg'));
define(Kind.Colon, 'colon');
define(Kind.Quad, 'quad', 'qquad');
define(Kind.Row, ...all('\\', '\\ newline cr tabularnewline'));
define(Kind.Prime, ...all("'", 'prime'));
define(Kind.Top, 'top', 'intercal');
define(Kind.Star, 'star');

define(
  Kind.Relation,
  ...all('==', 'equiv'),
  ...all('≈', 'approx simeq cong approxeq'),
  ...all('<', 'lt'),
  ...all('>', 'gt'),
  ...all('<=', 'le leq leqslant leqq'),
  ...all('>=', 'ge geq geqslant geqq'),
  ...all('!=', 'ne neq'),
  ...all(':=', 'coloneqq coloneq triangleq defeq colonequals'),
  ...all('≻', 'succ'),
);

define(
  Kind.Arrow,
  ...all('implies', 'Rightarrow implies Longrightarrow Leftarrow impliedby leadsto rightsquigarrow'),
  ...all('equivalent', 'Leftrightarrow iff Longleftrightarrow leftrightarrow longleftrightarrow'),
  ...all('so', 'therefore because'),
);

define(
  Kind.Function,
  ...'sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan exp log ln lg det'.split(' '),
  ['tg', 'tan'],
  ['ctg', 'cot'],
  ['sh', 'sinh'],
  ['ch', 'cosh'],
  ['th', 'tanh'],
);

define(
  Kind.Accent,
  ...all('hat', 'hat widehat'),
  ...all('tilde', 'tilde widetilde'),
  ...all('bar', 'bar overline'),
  ...all('dot', 'dot'),
  ...all('ddot', 'ddot'),
  ...all('dddot', 'dddot'),
  ...all('vec', 'vec overrightarrow'),
  ...all('check', 'check'),
  ...all('breve', 'breve'),
  ...all('acute', 'acute'),
  ...all('grave', 'grave'),
  ...all('ring', 'mathring'),
);

/** Signs that are known and not read, with the reason. */
const REFUSED: readonly (readonly [names: string, reason: string])[] = [
  ['int iint iiint oint smallint', 'Integrals are not read yet.'],
  ['lim limsup liminf varlimsup varliminf', 'Limits are not read.'],
  ['sup inf', 'Suprema and infima are not read. Write max or min of finitely many values.'],
  ['argmin argmax arg', 'The argument of an extremum is not read.'],
  ['pm mp', 'A sign ± stands for two formulas, and is not read.'],
  [
    'otimes',
    "'⊗' may be the outer or the Kronecker product, and is not read. Write x y^T for the outer product.",
  ],
  ['oplus ominus uplus', 'This sum of spaces or codes is not read.'],
  ['propto', 'Proportionality (∝) leaves a factor open, so it is not checked.'],
  ['sim thicksim', 'Random variables (~) are not checked yet.'],
  ['ll gg lll ggg lesssim gtrsim', "'Much less' is no relation that can be checked."],
  ['succeq preceq prec', 'Orders of matrices other than A ≻ 0 are not checked yet.'],
  ['leftarrow gets longleftarrow', 'An update (←) gives a name a new value and claims nothing.'],
  ['mapsto longmapsto', 'A map (↦) is not read. Write f(x) = ….'],
  [
    'subset subseteq supset supseteq cup cap setminus notin ni bigcup bigcap emptyset varnothing',
    'Sets are not read here.',
  ],
  ['exists nexists', 'Existence is not checked.'],
  ['perp parallel', 'This relation is not read.'],
  ['Pr', 'Probabilities are not checked yet.'],
  ['bmod pmod mod gcd', 'Remainders are not read.'],
  ['bigstar bullet diamond', 'This product is not read. Write the product that is meant.'],
  ['dagger ddagger', 'Complex conjugates and pseudo-inverses are not read. Write ^T or ^{-1}.'],
  ['uparrow downarrow Uparrow Downarrow nearrow searrow', 'Arrows are not read here.'],
  [
    'hookrightarrow twoheadrightarrow xrightarrow xleftarrow rightharpoonup rightleftharpoons',
    'Arrows are not read here.',
  ],
  ['cancel bcancel xcancel sout', 'A cancelled term is not read. Remove it.'],
  ['coprod bigoplus bigotimes bigwedge bigvee bigodot', 'This big operator is not read.'],
  ['deg', 'Degrees are not read. Write pi/180 times the number.'],
  ['asymp doteq fallingdotseq models vdash bot', 'This sign is not read here.'],
  ['%', "'%' is not read. Write a percentage as a number: 0.33 for 33%."],
];
for (const [names, reason] of REFUSED) {
  for (const name of names.split(' '))
    if (!TABLE.has(name)) TABLE.set(name, { kind: Kind.Refused, text: reason });
}

export const meaningOf = (command: string): Meaning | undefined => TABLE.get(command);

/** Commands that change how the formula looks and nothing else. */
export const IGNORED: ReadonlySet<string> = new Set(
  (
    ', ; : ! > / - ~ displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline hfill allowbreak ' +
    'strut mathstrut noindent centering big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm ' +
    'Biggm enspace thinspace medspace thickspace negthinspace negmedspace negthickspace middle mathop mathrel mathbin mathord ' +
    'mathopen mathclose mathinner ensuremath smash relax protect nobreak break pagebreak nopagebreak par small large Large ' +
    'tiny scriptsize footnotesize normalsize boxed fbox underline uline emph mathstrut toprule midrule bottomrule ' +
    'qedhere qed null unboldmath boldmath bgroup egroup vcenter ' +
    'IEEEnonumber IEEEyesnumber IEEEeqnarraynumspace'
  )
    .split(' ')
    .concat([' ', '\n', '\t', '']),
);

/** Those that set a space which a reader sees. */
export const GAPS: ReadonlySet<string> = new Set(
  ', ; : > ~ enspace thinspace medspace thickspace'.split(' ').concat([' ']),
);

/** Commands that are left out with the braces that follow, as many as the number says. */
export const DROPPED: ReadonlyMap<string, number> = new Map([
  ['label', 1],
  ['tag', 1],
  ['eqno', 0],
  ['leqno', 0],
  ['hspace', 1],
  ['vspace', 1],
  ['phantom', 1],
  ['hphantom', 1],
  ['vphantom', 1],
  ['color', 1],
  ['cline', 1],
  ['mspace', 1],
  ['kern', 0],
  ['rule', 2],
  ['footnote', 1],
  ['footnotemark', 0],
  ['index', 1],
  ['setlength', 2],
  ['textcolor', 1],
  ['colorbox', 1],
  ['raisebox', 1],
  ['hspace*', 1],
  ['cite', 1],
]);

/** Commands that set one argument in another face of the same name. */
export const STYLES: ReadonlyMap<string, Style> = new Map<string, Style>([
  ...'mathbf boldsymbol bm pmb bold symbf symbfit mathbfit'.split(' ').map((name) => [name, 'bold'] as const),
  ...'mathcal mathscr cal'.split(' ').map((name) => [name, 'calligraphic'] as const),
  ...'mathbb Bbb mathds mathbbm'.split(' ').map((name) => [name, 'blackboard'] as const),
  ['mathfrak', 'fraktur'],
  ['mathtt', 'typewriter'],
  ...'mathit mathnormal mathup symup'.split(' ').map((name) => [name, 'upright'] as const),
]);

/** Old commands that hold up to the end of their group: `{\bf x}`. */
export const SWITCHES: ReadonlyMap<string, Style> = new Map<string, Style>([
  ['bf', 'bold'],
  ['bfseries', 'bold'],
  ['cal', 'calligraphic'],
  ['frak', 'fraktur'],
  ['tt', 'typewriter'],
  ['it', 'upright'],
  ['itshape', 'upright'],
]);

/** Commands whose argument is one upright word of math. */
export const WORDS: ReadonlySet<string> = new Set(['mathrm', 'operatorname', 'mathsf', 'rm', 'sf']);

/** Commands whose argument is text. */
export const TEXTS: ReadonlySet<string> = new Set(
  'text textrm textnormal textbf textit textsf texttt textup mbox hbox intertext shortintertext'.split(' '),
);

/** Signs around one argument that explain it: `\underbrace{x}_{…}`. */
export const BRACES: ReadonlySet<string> = new Set([
  'underbrace',
  'overbrace',
  'underbracket',
  'overbracket',
]);

/** Delimiters after `\left`, and as commands of their own. */
export const OPENING: ReadonlyMap<string, string> = new Map([
  ['(', '('],
  ['[', '['],
  ['{', '{'],
  ['lbrace', '{'],
  ['lbrack', '['],
  ['lparen', '('],
  ['langle', '⟨'],
  ['lfloor', '⌊'],
  ['lceil', '⌈'],
  ['lvert', '|'],
  ['lVert', '‖'],
  ['llbracket', '⟦'],
]);

export const CLOSING: ReadonlyMap<string, string> = new Map([
  [')', ')'],
  [']', ']'],
  ['}', '}'],
  ['rbrace', '}'],
  ['rbrack', ']'],
  ['rparen', ')'],
  ['rangle', '⟩'],
  ['rfloor', '⌋'],
  ['rceil', '⌉'],
  ['rvert', '|'],
  ['rVert', '‖'],
  ['rrbracket', '⟧'],
]);

/** Bars that open and close. */
export const BARS: ReadonlyMap<string, string> = new Map([
  ['|', '‖'],
  ['vert', '|'],
  ['Vert', '‖'],
  ['mid', '|'],
  ['mvert', '|'],
]);
