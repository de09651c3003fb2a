import type { Language } from '../languages';
import { block, line, pattern, skip, text } from '../rules';

const HASH = line('#');
const HTML_COMMENT = block('<!--', '-->');
const VERBATIM = 'verbatim\\*?|Verbatim\\*?|lstlisting|minted|alltt|filecontents\\*?';
/** Quotes begin a YAML string only where a value begins; elsewhere they are letters of a plain value. */
const YAML_VALUE = '(?<=(?:^|[:\\-,[{?!])[ \\t]*)';

export const MARKUP: readonly Language[] = [
  {
    id: 'latex',
    names: ['latex', 'tex', 'plaintex', 'context', 'doctex', 'latex-expl3', 'bibtex'],
    endings: ['.tex', '.ltx', '.sty', '.cls', '.dtx', '.tikz', '.bib'],
    rules: [
      text(pattern('\\', new RegExp(`\\\\begin\\{(${VERBATIM})\\}`)), '\\end{$1}', { multiline: true }),
      text(pattern('\\', /\\(?:verb|lstinline)\*?([^A-Za-z\s*{[])/), '$1'),
      text(pattern('\\', /\\(?:url|path|nolinkurl|href)\{/), '}', { nests: '{' }),
      skip('\\', /\\[\s\S]/),
      line('%'),
    ],
  },
  {
    id: 'typst',
    names: ['typst', 'typ'],
    endings: ['.typ'],
    rules: [line('//', pattern('/', /(?<!:)\/\//)), block('/*', '*/', { nests: /\/\*/ }), text('`', '`')],
  },
  {
    id: 'html',
    names: ['html', 'xml', 'xhtml', 'svg', 'vue', 'svelte', 'xsl', 'astro'],
    endings: ['.html', '.htm', '.xhtml', '.xml', '.svg', '.vue', '.svelte', '.xsl', '.xsd', '.mathml'],
    rules: [
      text('<![CDATA[', ']]>', { multiline: true }),
      HTML_COMMENT,
      text(pattern('<', /<(script|style)\b/), '</$1', { multiline: true }),
      text(pattern('"', /(?<==[ \t]*)"/), '"', { multiline: true }),
      text(pattern("'", /(?<==[ \t]*)'/), "'", { multiline: true }),
    ],
  },
  {
    id: 'yaml',
    names: ['yaml', 'yml'],
    endings: ['.yaml', '.yml'],
    rules: [
      line('#', pattern('#', /(?<=^|[ \t])#/)),
      text(pattern('"', new RegExp(`${YAML_VALUE}"`)), '"', { escape: '\\', multiline: true }),
      text(pattern("'", new RegExp(`${YAML_VALUE}'`)), "'", { doubled: true, multiline: true }),
    ],
  },
  {
    id: 'toml',
    names: ['toml'],
    endings: ['.toml'],
    rules: [
      HASH,
      text('"""', '"""', { escape: '\\', multiline: true, greedy: true }),
      text("'''", "'''", { multiline: true, greedy: true }),
      text('"', '"', { escape: '\\' }),
      text("'", "'"),
    ],
  },
  {
    id: 'makefile',
    names: ['makefile', 'make'],
    endings: ['makefile', 'gnumakefile', '.mk', '.mak'],
    // Quotes have a meaning to the shell that runs the recipes, though not to make itself.
    rules: [
      skip('\\', /\\[\s\S]/),
      text("'", "'", { escape: '\\' }),
      text('"', '"', { escape: '\\' }),
      line('#', '#', { continues: true }),
    ],
  },
  {
    id: 'cmake',
    names: ['cmake'],
    endings: ['cmakelists.txt', '.cmake'],
    rules: [
      ...['', '=', '=='].map((level) => block(`#[${level}[`, `]${level}]`)),
      skip('\\', /\\[\s\S]/),
      HASH,
      text('"', '"', { escape: '\\', multiline: true }),
    ],
  },
  {
    id: 'dockerfile',
    names: ['dockerfile'],
    endings: ['dockerfile', '.dockerfile'],
    rules: [line('#', pattern('#', /(?<=^[ \t]*)#/))],
  },
  {
    id: 'ini',
    names: ['ini', 'properties'],
    endings: ['.ini', '.cfg', '.properties'],
    rules: [line('#', pattern('#', /(?<=^[ \t]*)#/)), line(';', pattern(';', /(?<=^[ \t]*);/))],
  },
];
