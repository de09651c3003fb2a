import type { Language } from '../languages';
import { block, line, pattern, regex, skip, text } from '../rules';

const SLASHES = line('//');
/** C and C++ join a line that ends in a backslash with the next one before they look for comments. */
const SPLICED = line('//', '//', { continues: true });
const STARS = block('/*', '*/');
const NESTED_STARS = block('/*', '*/', { nests: /\/\*/ });
const QUOTES = text('"', '"', { escape: '\\' });
const TICKS = text("'", "'", { escape: '\\' });
/** A character literal; it must close at once, so that digit separators, lifetimes and symbols are left alone. */
const CHARACTER = skip("'", /'(?:[^'\\\n\r]|\\[^\n\r][^'\n\r]{0,9})'/u);
const BRACES = [{ open: '${', nest: '{', close: '}' }];
const C_CHARACTER = skip("'", /(?:(?<![\w'])|(?<=\b(?:u8|u|U|L)))'(?:[^'\\\n\r]|\\[^\n\r]){1,12}'/u);
const RAW_CPP = text(pattern('"', /(?<=(?<!\w)(?:u8|u|U|L)?R)"([^\s()\\"]{0,16})\(/), ')$1"', {
  multiline: true,
});

const JAVASCRIPT_OPERAND_WORDS =
  'return typeof case in of delete void throw new do else instanceof yield await default extends';
const JAVASCRIPT = [
  SLASHES,
  STARS,
  QUOTES,
  TICKS,
  text('`', '`', { escape: '\\', multiline: true, holes: BRACES }),
  regex(JAVASCRIPT_OPERAND_WORDS),
];

const C_RULES = [SPLICED, STARS, C_CHARACTER, QUOTES];
const CPP_RULES = [SPLICED, STARS, RAW_CPP, C_CHARACTER, QUOTES];
const SHADER_RULES = [SPLICED, STARS, QUOTES];

export const C_FAMILY: readonly Language[] = [
  { id: 'c', names: ['c', 'h'], endings: ['.c', '.h', '.i'], rules: C_RULES },
  {
    id: 'cpp',
    names: ['cpp', 'c++', 'cc', 'cxx', 'hpp', 'arduino'],
    endings: ['.cpp', '.cc', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h++', '.ipp', '.tpp', '.inl', '.ino'],
    rules: CPP_RULES,
  },
  {
    id: 'cuda',
    names: ['cuda', 'cuda-cpp', 'cu', 'hip', 'opencl'],
    endings: ['.cu', '.cuh', '.hip', '.cl'],
    rules: CPP_RULES,
  },
  { id: 'objective-c', names: ['objective-c', 'objc'], endings: [], rules: C_RULES },
  { id: 'objective-cpp', names: ['objective-cpp', 'objc++'], endings: ['.mm'], rules: CPP_RULES },
  { id: 'metal', names: ['metal'], endings: ['.metal'], rules: CPP_RULES },
  {
    id: 'csharp',
    names: ['csharp', 'c#', 'cs'],
    endings: ['.cs', '.csx'],
    rules: [
      SLASHES,
      STARS,
      text(pattern('"', /(?<!")("{3,})/), '$1', { multiline: true, greedy: true }),
      text(pattern('"', /(?<=\$@|@\$)"/), '"', {
        multiline: true,
        doubled: true,
        pass: ['{{', '}}'],
        holes: [{ open: '{', nest: '{', close: '}' }],
      }),
      text(pattern('"', /(?<=@)"/), '"', { multiline: true, doubled: true }),
      text(pattern('"', /(?<=\$)"/), '"', {
        escape: '\\',
        pass: ['{{', '}}'],
        holes: [{ open: '{', nest: '{', close: '}' }],
      }),
      QUOTES,
      CHARACTER,
    ],
  },
  {
    id: 'java',
    names: ['java'],
    endings: ['.java'],
    rules: [SLASHES, STARS, text('"""', '"""', { escape: '\\', multiline: true }), QUOTES, CHARACTER],
  },
  {
    id: 'groovy',
    names: ['groovy', 'gradle'],
    endings: ['.groovy', '.gradle'],
    rules: [
      SLASHES,
      STARS,
      text('"""', '"""', { escape: '\\', multiline: true, holes: BRACES }),
      text("'''", "'''", { escape: '\\', multiline: true }),
      text('"', '"', { escape: '\\', holes: BRACES }),
      TICKS,
    ],
  },
  {
    id: 'javascript',
    names: ['javascript', 'javascriptreact', 'js', 'jsx', 'mjs', 'cjs', 'node'],
    endings: ['.js', '.jsx', '.mjs', '.cjs'],
    rules: JAVASCRIPT,
  },
  {
    id: 'typescript',
    names: ['typescript', 'typescriptreact', 'ts', 'tsx', 'mts', 'cts'],
    endings: ['.ts', '.tsx', '.mts', '.cts'],
    rules: JAVASCRIPT,
  },
  {
    id: 'go',
    names: ['go', 'golang'],
    endings: ['.go'],
    rules: [SLASHES, STARS, text('`', '`', { multiline: true }), QUOTES, CHARACTER],
  },
  {
    id: 'rust',
    names: ['rust', 'rs'],
    endings: ['.rs'],
    rules: [
      SLASHES,
      NESTED_STARS,
      text(pattern('"', /(?<=(?<!\w)(?:b|c)?r(#*))"/), '"$1', { multiline: true }),
      text('"', '"', { escape: '\\', multiline: true }),
      skip("'", /'(?:[^'\\\n\r]|\\(?:u\{[0-9a-fA-F_]{1,8}\}|x[0-9a-fA-F]{2}|[^\n\r]))'/u),
    ],
  },
  {
    id: 'swift',
    names: ['swift'],
    endings: ['.swift'],
    rules: [
      SLASHES,
      NESTED_STARS,
      text(pattern('#', /(#{1,16})"""/), '"""$1', { multiline: true }),
      text(pattern('#', /(#{1,16})"/), '"$1'),
      text(pattern('#', /(#{1,16})\/(?=[^\n\r]*\/#)/), '/$1'),
      text('"""', '"""', {
        escape: '\\',
        multiline: true,
        holes: [{ open: '\\(', nest: '(', close: ')' }],
      }),
      text('"', '"', { escape: '\\', holes: [{ open: '\\(', nest: '(', close: ')' }] }),
    ],
  },
  {
    id: 'kotlin',
    names: ['kotlin', 'kt', 'kts'],
    endings: ['.kt', '.kts'],
    rules: [
      SLASHES,
      NESTED_STARS,
      text('"""', '"""', { multiline: true, greedy: true, holes: BRACES }),
      text('"', '"', { escape: '\\', holes: BRACES }),
      CHARACTER,
      text('`', '`'),
    ],
  },
  {
    id: 'scala',
    names: ['scala', 'sbt'],
    endings: ['.scala', '.sc', '.sbt'],
    rules: [
      SLASHES,
      NESTED_STARS,
      text(pattern('"', /(?<=\b\w{1,16})"""/), '"""', { multiline: true, greedy: true, holes: BRACES }),
      text('"""', '"""', { multiline: true, greedy: true }),
      text(pattern('"', /(?<=\b[A-Za-z]\w{0,15})"/), '"', { escape: '\\', holes: BRACES }),
      QUOTES,
      CHARACTER,
      text('`', '`'),
    ],
  },
  {
    id: 'dart',
    names: ['dart'],
    endings: ['.dart'],
    rules: [
      SLASHES,
      NESTED_STARS,
      text(pattern('"', /(?<=(?<!\w)r)"""/), '"""', { multiline: true }),
      text(pattern("'", /(?<=(?<!\w)r)'''/), "'''", { multiline: true }),
      text(pattern('"', /(?<=(?<!\w)r)"/), '"'),
      text(pattern("'", /(?<=(?<!\w)r)'/), "'"),
      text('"""', '"""', { escape: '\\', multiline: true, holes: BRACES }),
      text("'''", "'''", { escape: '\\', multiline: true, holes: BRACES }),
      text('"', '"', { escape: '\\', holes: BRACES }),
      text("'", "'", { escape: '\\', holes: BRACES }),
    ],
  },
  {
    id: 'zig',
    names: ['zig'],
    endings: ['.zig'],
    rules: [SLASHES, skip('\\', /\\\\[^\n\r]*/), QUOTES, CHARACTER],
  },
  {
    id: 'd',
    names: ['d'],
    endings: ['.d', '.di'],
    rules: [
      SLASHES,
      STARS,
      block('/+', '+/', { nests: /\/\+/ }),
      text(pattern('"', /(?<=(?<!\w)r)"/), '"', { multiline: true }),
      text('`', '`', { multiline: true }),
      text('"', '"', { escape: '\\', multiline: true }),
      CHARACTER,
    ],
  },
  {
    id: 'stan',
    names: ['stan'],
    endings: ['.stan', '.stanfunctions'],
    rules: [SLASHES, STARS, line('#'), text('"', '"')],
  },
  {
    id: 'glsl',
    names: ['glsl', 'shader', 'shaderlab'],
    endings: ['.glsl', '.vert', '.frag', '.geom', '.comp', '.tesc', '.tese'],
    rules: SHADER_RULES,
  },
  { id: 'hlsl', names: ['hlsl'], endings: ['.hlsl', '.hlsli', '.fx', '.fxh'], rules: SHADER_RULES },
  { id: 'wgsl', names: ['wgsl'], endings: ['.wgsl'], rules: [SLASHES, NESTED_STARS] },
  {
    id: 'solidity',
    names: ['solidity'],
    endings: ['.sol'],
    rules: [SLASHES, STARS, QUOTES, TICKS],
  },
  {
    id: 'verilog',
    names: ['verilog', 'systemverilog'],
    endings: ['.v', '.sv', '.svh'],
    rules: [SLASHES, STARS, QUOTES],
  },
  {
    id: 'modelica',
    names: ['modelica'],
    endings: ['.mo'],
    rules: [
      SLASHES,
      STARS,
      text('"', '"', { escape: '\\', multiline: true }),
      text("'", "'", { escape: '\\' }),
    ],
  },
  { id: 'css', names: ['css'], endings: ['.css'], rules: [STARS, QUOTES, TICKS] },
  {
    id: 'scss',
    names: ['scss', 'less', 'sass', 'stylus'],
    endings: ['.scss', '.less', '.sass', '.styl'],
    rules: [line('//', pattern('/', /(?<!:)\/\//)), STARS, QUOTES, TICKS],
  },
  {
    id: 'jsonc',
    names: ['jsonc', 'json5'],
    endings: ['.jsonc', '.json5'],
    rules: [SLASHES, STARS, QUOTES, TICKS],
  },
];
