import type { Language } from '../languages';
import { block, type Hole, heredoc, line, pattern, regex, skip, type TextRule, text } from '../rules';

const HASH = line('#');
const ESCAPED = skip('\\', /\\[\s\S]/);
const QUOTES = text('"', '"', { escape: '\\' });
const TICKS = text("'", "'", { escape: '\\' });
const MANY_QUOTES = text('"', '"', { escape: '\\', multiline: true });

/** A string that documents what it stands before, with its prefix. */
const PYTHON_DOC = /^[rRuU]?$/;
const PYTHON = [
  HASH,
  text('"""', '"""', { escape: '\\', multiline: true, doc: PYTHON_DOC }),
  text("'''", "'''", { escape: '\\', multiline: true, doc: PYTHON_DOC }),
  QUOTES,
  TICKS,
];

/** `#` begins a comment only where a word begins: `$#`, `${x#y}` and `a#b` have none. */
const WORD_HASH = line('#', pattern('#', /(?<=^|[\s;&|()`])#/));
const SHELL_HOLES = [{ open: '$(', nest: '(', close: ')' }];
const SHELL = [
  ESCAPED,
  WORD_HASH,
  heredoc(/<<-?[ \t]*(?:'([A-Za-z_]\w{0,63})'|"([A-Za-z_]\w{0,63})"|\\?([A-Za-z_]\w{0,63}))/, false),
  text(pattern("'", /(?<=\$)'/), "'", { escape: '\\', multiline: true }),
  text("'", "'", { multiline: true }),
  text('"', '"', { escape: '\\', multiline: true, holes: SHELL_HOLES }),
];

const RUBY_HOLES = [{ open: '#{', nest: '{', close: '}' }];
const RUBY_OPERAND_WORDS = 'if unless while until and or not when return then elsif case in do puts p';

/** Texts with chosen delimiters, as `~s(…)` or `%w[…]`. */
function delimited(
  at: string,
  opener: RegExp,
  brackets: 'nest' | 'flat',
  holes: readonly Hole[],
): readonly TextRule[] {
  const form: Partial<TextRule> = { escape: '\\', multiline: true, holes };
  const other = pattern(at, new RegExp(`${opener.source}([^\\w\\s\\\\])`));
  return [
    ...['()', '[]', '{}', '<>'].map((pair) => {
      const open = pair.charAt(0);
      const opening = pattern(at, new RegExp(`${opener.source}\\${open}`));
      return text(opening, pair.charAt(1), brackets === 'nest' ? { ...form, nests: open } : form);
    }),
    text(other, '$1', form),
  ];
}

export const SCRIPTS: readonly Language[] = [
  {
    id: 'python',
    names: ['python', 'py', 'python3', 'sage', 'cython', 'mojo', 'starlark', 'snakemake', 'pycon', 'ipython'],
    endings: ['.py', '.pyw', '.pyi', '.pyx', '.pxd', '.sage', '.mojo', '.bzl', '.smk'],
    rules: PYTHON,
  },
  {
    id: 'ruby',
    names: ['ruby', 'rb'],
    endings: ['.rb', '.rake', '.gemspec', 'gemfile', 'rakefile'],
    rules: [
      block(pattern('=', /^=begin\b/), /^=end\b[^\n\r]*/),
      // Variables such as $` and $' are no quotes.
      skip('$', /\$[^\w\s{(]/),
      skip('?', /(?<![\w)\]}])\?(?:\\[^\n\r]|[^\s\w])(?!\w)/),
      HASH,
      heredoc(
        /<<[~-]?(?:'([A-Za-z_]\w{0,63})'|"([A-Za-z_]\w{0,63})"|`([A-Za-z_]\w{0,63})`|([A-Z_]\w{0,63}))/,
        false,
      ),
      ...delimited('%', /(?<![\w)\]}])%[QWIrx]/, 'nest', RUBY_HOLES),
      ...delimited('%', /(?<![\w)\]}])%[qwis]/, 'nest', []),
      text('"', '"', { escape: '\\', multiline: true, holes: RUBY_HOLES }),
      text("'", "'", { escape: '\\', multiline: true }),
      text('`', '`', { escape: '\\', holes: RUBY_HOLES }),
      // A slash at the end of a line, where an operand stands, begins a regular expression of several lines.
      text(pattern('/', /(?<=[=(,~|][ \t]*)\/[ \t]*$/), '/', { escape: '\\', multiline: true }),
      regex(RUBY_OPERAND_WORDS, true),
    ],
  },
  {
    id: 'crystal',
    names: ['crystal'],
    endings: ['.cr'],
    rules: [
      HASH,
      text('"', '"', { escape: '\\', multiline: true, holes: RUBY_HOLES }),
      skip("'", /'(?:[^'\\\n\r]|\\[^\n\r][^'\n\r]{0,9})'/u),
    ],
  },
  {
    id: 'perl',
    names: ['perl', 'raku'],
    endings: ['.pl', '.pm', '.t', '.raku'],
    rules: [
      block(pattern('=', /^=[a-z]\w*/), /^=cut\b[^\n\r]*/),
      ESCAPED,
      line('#', pattern('#', /(?<=^|[\s;{}()])#/)),
      heredoc(/<<~?(?:'([A-Za-z_]\w{0,63})'|"([A-Za-z_]\w{0,63})"|([A-Z_]\w{0,63}))/, false),
      QUOTES,
      text(pattern("'", /(?<!\w)'/), "'", { escape: '\\' }),
    ],
  },
  {
    id: 'elixir',
    names: ['elixir', 'ex', 'exs'],
    endings: ['.ex', '.exs'],
    rules: [
      skip('?', /(?<!\w)\?(?:\\[^\n\r]|[^\s])/),
      HASH,
      text(pattern('~', /~[A-Za-z]{1,16}"""/), '"""', { multiline: true }),
      ...delimited('~', /~[A-Za-z]{1,16}/, 'flat', []),
      text('"""', '"""', {
        escape: '\\',
        multiline: true,
        holes: RUBY_HOLES,
        doc: /^@(?:module|type)?doc $/,
      }),
      text("'''", "'''", { escape: '\\', multiline: true, holes: RUBY_HOLES }),
      text('"', '"', { escape: '\\', multiline: true, holes: RUBY_HOLES }),
      TICKS,
    ],
  },
  {
    id: 'php',
    names: ['php'],
    endings: ['.php', '.phtml'],
    embedded: { open: /<\?(?:php\b|=)|<\?(?!xml)/, close: '?>' },
    rules: [
      line('#', pattern('#', /#(?!\[)/), { until: '?>' }),
      line('//', '//', { until: '?>' }),
      block('/*', '*/'),
      heredoc(/<<<[ \t]*(?:'([A-Za-z_]\w{0,63})'|"([A-Za-z_]\w{0,63})"|([A-Za-z_]\w{0,63}))/, true),
      text('"', '"', { escape: '\\', multiline: true }),
      text("'", "'", { escape: '\\', multiline: true }),
      text('`', '`', { escape: '\\', multiline: true }),
    ],
  },
  {
    id: 'shell',
    names: ['shellscript', 'shell', 'sh', 'bash', 'zsh', 'fish', 'ksh', 'console'],
    endings: ['.sh', '.bash', '.zsh', '.fish', '.ksh', '.bats', '.bashrc', '.zshrc', '.profile'],
    rules: SHELL,
  },
  {
    id: 'powershell',
    names: ['powershell', 'pwsh', 'ps1'],
    endings: ['.ps1', '.psm1', '.psd1'],
    rules: [
      block('<#', '#>', { gutter: '#' }),
      skip('`', /`[\s\S]/),
      line('#', pattern('#', /(?<=^|[\s;{}()|,=])#/)),
      text(pattern('@', /@"(?=[ \t]*$)/), '\n"@', { multiline: true }),
      text(pattern('@', /@'(?=[ \t]*$)/), "\n'@", { multiline: true }),
      text('"', '"', { escape: '`', doubled: true, multiline: true, holes: SHELL_HOLES }),
      text("'", "'", { doubled: true, multiline: true }),
    ],
  },
  {
    id: 'lua',
    names: ['lua', 'luau'],
    endings: ['.lua', '.luau'],
    rules: [
      // A long comment closes with as many equal signs as it opened with, so each level is a form of its own.
      ...['', '=', '==', '===', '===='].map((level) => block(`--[${level}[`, `]${level}]`)),
      line('--'),
      text(pattern('[', /\[(={0,16})\[/), ']$1]', { multiline: true }),
      QUOTES,
      TICKS,
    ],
  },
  {
    id: 'tcl',
    names: ['tcl'],
    endings: ['.tcl'],
    rules: [ESCAPED, line('#', pattern('#', /(?<=^[ \t]*|;[ \t]*)#/), { continues: true }), MANY_QUOTES],
  },
  {
    id: 'awk',
    names: ['awk', 'gawk'],
    endings: ['.awk'],
    rules: [HASH, QUOTES, regex('return print in')],
  },
  {
    id: 'sql',
    names: ['sql', 'mysql', 'pgsql', 'postgres', 'plsql', 'tsql', 'mssql', 'sqlite', 'duckdb'],
    endings: ['.sql', '.ddl', '.psql', '.pgsql', '.plsql'],
    rules: [
      line('--'),
      block('/*', '*/', { nests: /\/\*/ }),
      // A lone backslash in quotes is a whole string in standard SQL; elsewhere `\'` is taken as an escape, as in MySQL.
      skip("'", /'\\'(?=[\s);,|]|$)/),
      text("'", "'", { escape: '\\', doubled: true, multiline: true }),
      text('"', '"', { doubled: true, multiline: true }),
      text('`', '`', { doubled: true }),
      text(pattern('$', /\$(?:[A-Za-z_]\w{0,63})?\$/), '$0', { multiline: true }),
    ],
  },
  {
    id: 'basic',
    names: ['vb', 'vbnet', 'vba', 'visual-basic', 'basic'],
    endings: ['.vb', '.bas', '.vbs', '.frm'],
    rules: [line("'"), text('"', '"', { doubled: true })],
  },
  {
    id: 'batch',
    names: ['bat', 'batch', 'cmd'],
    endings: ['.bat', '.cmd'],
    rules: [line('rem', pattern('rR:', /(?<=^[ \t]*)(?:[rR][eE][mM]\b|::)/))],
  },
  { id: 'graphql', names: ['graphql', 'gql'], endings: ['.graphql', '.gql'], rules: [HASH, QUOTES] },
];
