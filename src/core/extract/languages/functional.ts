import type { Language } from '../languages';
import { block, line, pattern, skip, text } from '../rules';

const SLASHES = line('//');
const QUOTES = text('"', '"', { escape: '\\' });
const MANY_QUOTES = text('"', '"', { escape: '\\', multiline: true });
/** Not behind an identifier, where a quote is a prime, and closed at once, which a type variable is not. */
const CHARACTER = skip("'", /(?<![\p{L}\p{N}_'])'(?:[^'\\\n\r]|\\[^\n\r][^'\n\r]{0,9})'/u);
/** Two or more dashes that are no part of a longer operator such as `-->` or `|--`. */
const DASHES = line('--', pattern('-', /(?<![!#$%&*+./<=>?@\\^|~:-])--+(?![!#$%&*+./<=>?@\\^|~:-])/));
const PLAIN_DASHES = line('--');
const BRACE_DASH = block('{-', '-}', { nests: /\{-/, gutter: '-' });
const SEMICOLON = line(';');
const LISP_BLOCK = block('#|', '|#', { nests: /#\|/ });
const ML_COMMENT = block(pattern('(', /\(\*/), '*)', { nests: /\(\*/, quotes: true });
const HASKELL = [BRACE_DASH, DASHES, CHARACTER, QUOTES];

export const FUNCTIONAL: readonly Language[] = [
  {
    id: 'haskell',
    names: ['haskell', 'hs', 'purescript', 'idris'],
    endings: ['.hs', '.hsc', '.purs', '.idr'],
    // A string may have a gap from one line to the next between two backslashes.
    rules: [BRACE_DASH, DASHES, CHARACTER, text('"""', '"""', { escape: '\\', multiline: true }), QUOTES],
  },
  {
    id: 'elm',
    names: ['elm'],
    endings: ['.elm'],
    rules: [
      BRACE_DASH,
      PLAIN_DASHES,
      text('"""', '"""', { escape: '\\', multiline: true }),
      QUOTES,
      CHARACTER,
    ],
  },
  { id: 'agda', names: ['agda'], endings: ['.agda'], rules: HASKELL },
  {
    id: 'lean',
    names: ['lean', 'lean4'],
    endings: ['.lean'],
    rules: [block('/-', '-/', { nests: /\/-/ }), PLAIN_DASHES, CHARACTER, MANY_QUOTES],
  },
  {
    id: 'ocaml',
    names: ['ocaml', 'ml', 'sml', 'reason'],
    endings: ['.ml', '.mli', '.mll', '.mly', '.sml'],
    rules: [
      ML_COMMENT,
      text(pattern('{', /\{([a-z_]{0,32})\|/), '|$1}', { multiline: true }),
      CHARACTER,
      MANY_QUOTES,
    ],
  },
  {
    id: 'coq',
    names: ['coq', 'rocq'],
    endings: [],
    rules: [ML_COMMENT, text('"', '"', { doubled: true, multiline: true })],
  },
  {
    id: 'fsharp',
    names: ['fsharp', 'f#', 'fs', 'fsx'],
    endings: ['.fs', '.fsx', '.fsi'],
    rules: [
      skip('(', /\(\*\)/),
      block('(*', '*)', { nests: /\(\*(?!\))/, quotes: true }),
      SLASHES,
      text('"""', '"""', { multiline: true }),
      text(pattern('"', /(?<=@|@\$)"/), '"', { doubled: true, multiline: true }),
      MANY_QUOTES,
      CHARACTER,
      text('``', '``'),
    ],
  },
  {
    id: 'clojure',
    names: ['clojure', 'clojurescript', 'clj', 'cljs', 'edn', 'hy'],
    endings: ['.clj', '.cljs', '.cljc', '.edn', '.hy'],
    rules: [skip('\\', /\\[\s\S]/), SEMICOLON, MANY_QUOTES],
  },
  {
    id: 'lisp',
    names: ['lisp', 'commonlisp', 'common-lisp', 'scheme', 'racket', 'fennel'],
    endings: ['.lisp', '.lsp', '.scm', '.ss', '.rkt', '.sld', '.asd'],
    rules: [skip('#', /#\\[\s\S]/), LISP_BLOCK, SEMICOLON, MANY_QUOTES],
  },
  {
    id: 'emacs-lisp',
    names: ['emacs-lisp', 'elisp'],
    endings: ['.el'],
    rules: [skip('?', /(?<![\w-])\?\\?[\s\S]/), SEMICOLON, MANY_QUOTES],
  },
  {
    id: 'erlang',
    names: ['erlang', 'erl'],
    endings: ['.erl', '.hrl'],
    rules: [skip('$', /\$\\?[^\n\r]/), line('%'), MANY_QUOTES, text("'", "'", { escape: '\\' })],
  },
  {
    id: 'nim',
    names: ['nim'],
    endings: ['.nim', '.nims'],
    rules: [
      block('##[', ']##', { nests: /##\[/ }),
      block('#[', ']#', { nests: /#\[/ }),
      line('#'),
      text('"""', '"""', { multiline: true, greedy: true }),
      // A name before the quote makes the string raw.
      text(pattern('"', /(?<=\w)"/), '"', { doubled: true }),
      QUOTES,
      skip("'", /(?<!\w)'(?:[^'\\\n\r]|\\[^\n\r][^'\n\r]{0,4})'/u),
    ],
  },
];
