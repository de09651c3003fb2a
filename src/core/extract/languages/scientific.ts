import type { Language } from '../languages';
import { block, line, pattern, skip, type TextRule, text } from '../rules';

const HASH = line('#');
const QUOTES = text('"', '"', { escape: '\\' });
const MANY_QUOTES = text('"', '"', { escape: '\\', multiline: true });
const DOUBLED_QUOTES = text('"', '"', { doubled: true });
const DOUBLED_TICKS = text("'", "'", { doubled: true });
const STARS = block('/*', '*/');
const JULIA_HOLES = [{ open: '$(', nest: '(', close: ')' }];

/** R's raw strings: a bracket of one of three kinds, with dashes to tell it from its content. */
const R_RAW: readonly TextRule[] = ['"', "'"].flatMap((quote) =>
  ['()', '[]', '{}'].map((pair) =>
    text(
      pattern(quote, new RegExp(`(?<=(?<![\\w.])[rR])${quote}(-{0,16})\\${pair.charAt(0)}`)),
      `${pair.charAt(1)}$1${quote}`,
      { multiline: true },
    ),
  ),
);

export const SCIENTIFIC: readonly Language[] = [
  {
    id: 'julia',
    names: ['julia', 'jl'],
    endings: ['.jl'],
    rules: [
      block('#=', '=#', { nests: /#=/ }),
      HASH,
      // A quote behind an operand is a transpose; elsewhere it is a character literal, which closes at once.
      skip("'", /(?<![\p{L}\p{M}\p{N}_!)\]}'.])'(?:[^'\\\n\r]|\\[^\n\r][^'\n\r]{0,9})'/u),
      text(pattern('"', /(?<=(?<!\w)raw)"""/), '"""', { escape: '\\', multiline: true }),
      text('"""', '"""', {
        escape: '\\',
        multiline: true,
        holes: JULIA_HOLES,
        doc: /^(?:@doc ?)?(?:raw|doc)?$/,
      }),
      text(pattern('"', /(?<=[\p{L}_])"/u), '"', { escape: '\\', multiline: true }),
      text('"', '"', { escape: '\\', multiline: true, holes: JULIA_HOLES }),
      text('`', '`', { escape: '\\', multiline: true, holes: JULIA_HOLES }),
    ],
  },
  {
    id: 'r',
    names: ['r', 'rlang', 'splus'],
    endings: ['.r', '.rprofile'],
    rules: [
      HASH,
      ...R_RAW,
      MANY_QUOTES,
      text("'", "'", { escape: '\\', multiline: true }),
      text('`', '`', { escape: '\\' }),
    ],
  },
  {
    id: 'matlab',
    names: ['matlab', 'octave'],
    endings: ['.m', '.octave'],
    rules: [
      block(pattern('%#', /(?<=^[ \t]*)[%#]\{(?=[ \t]*$)/), /^[ \t]*[%#]\}(?=[ \t]*$)/, {
        nests: /^[ \t]*[%#]\{(?=[ \t]*$)/,
      }),
      line('%'),
      // Octave's `#` is no operator in MATLAB.
      line('#', pattern('#', /(?<=^|[\s;,\])}])#/)),
      line('...'),
      // A quote behind an operand is a transpose.
      text(pattern("'", /(?<![\w)\]}'.])'/), "'", { doubled: true }),
      DOUBLED_QUOTES,
    ],
  },
  {
    id: 'fortran',
    names: ['fortran', 'fortran-modern', 'fortranfreeform', 'f90', 'f95', 'f03', 'f08'],
    endings: ['.f90', '.f95', '.f03', '.f08', '.f18'],
    rules: [line('!'), DOUBLED_TICKS, DOUBLED_QUOTES],
  },
  {
    id: 'fortran-fixed',
    names: ['fortran_fixed-form', 'fortranfixedform', 'fortran77', 'f77', 'fortran-fixed'],
    endings: ['.f', '.for', '.f77', '.ftn'],
    // A letter C or a star in the first column is a comment; an exclamation mark in the sixth is a continuation.
    rules: [
      line('C', pattern('cC*', /^[cC*]/)),
      line('!', pattern('!', /(?<!^[^\n\r]{5})!/)),
      DOUBLED_TICKS,
      DOUBLED_QUOTES,
    ],
  },
  {
    id: 'mathematica',
    names: ['mathematica', 'wolfram', 'wl'],
    endings: ['.wl', '.wls', '.nb', '.mathematica'],
    rules: [block('(*', '*)', { nests: /\(\*/ }), MANY_QUOTES],
  },
  {
    id: 'maxima',
    names: ['maxima'],
    endings: ['.mac', '.wxm'],
    rules: [block('/*', '*/', { nests: /\/\*/ }), MANY_QUOTES],
  },
  {
    id: 'maple',
    names: ['maple'],
    endings: ['.mpl'],
    rules: [block('(*', '*)'), HASH, MANY_QUOTES, text('`', '`')],
  },
  {
    id: 'gams',
    names: ['gams'],
    endings: ['.gms'],
    rules: [
      block(pattern('$', /^\$[oO][nN][tT][eE][xX][tT]\b/), /^\$[oO][fF][fF][tT][eE][xX][tT]\b[^\n\r]*/),
      line('*', pattern('*', /^\*/)),
      text('"', '"'),
      text("'", "'"),
    ],
  },
  {
    id: 'ampl',
    names: ['ampl'],
    endings: ['.mod', '.dat', '.run'],
    rules: [HASH, STARS, text('"', '"', { doubled: true }), DOUBLED_TICKS],
  },
  {
    id: 'gnuplot',
    names: ['gnuplot'],
    endings: ['.gp', '.gnuplot', '.plt'],
    rules: [HASH, QUOTES, DOUBLED_TICKS],
  },
  {
    id: 'ada',
    names: ['ada'],
    endings: ['.adb', '.ads', '.ada'],
    rules: [line('--'), skip("'", /(?<![\w)])'[^\n\r]'/u), DOUBLED_QUOTES],
  },
  {
    id: 'vhdl',
    names: ['vhdl'],
    endings: ['.vhd', '.vhdl'],
    rules: [line('--'), STARS, skip("'", /(?<![\w)])'[^\n\r]'/u), DOUBLED_QUOTES],
  },
  {
    id: 'pascal',
    names: ['pascal', 'objectpascal', 'delphi'],
    endings: ['.pas', '.pp', '.dpr', '.lpr'],
    rules: [line('//'), block('{', '}'), block('(*', '*)'), DOUBLED_TICKS],
  },
];
