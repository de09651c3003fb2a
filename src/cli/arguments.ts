import { parseArgs } from 'node:util';

const FORMATS = ['pretty', 'json', 'sarif', 'junit', 'github'] as const;
export type FormatName = (typeof FORMATS)[number];

const COLORS = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof COLORS)[number];

export interface CheckArguments {
  readonly command: 'check';
  readonly format: FormatName;
  readonly color: ColorChoice;
  readonly quiet: boolean;
  /** Whether the evidence of every verdict is shown. */
  readonly explain: boolean;
  /** Whether it is listed how the formulas of prose were understood. */
  readonly coverage: boolean;
  /** Files, folders, patterns, or `-` for the standard input. */
  readonly paths: readonly string[];
  /** What the standard input is called. */
  readonly stdinPath: string;
  readonly points?: number;
  readonly shard?: { readonly index: number; readonly count: number };
}

export type Arguments =
  | CheckArguments
  | { readonly command: 'lsp' }
  | { readonly command: 'help'; readonly topic?: 'check' | 'lsp' }
  | { readonly command: 'version' }
  | { readonly command: 'error'; readonly message: string };

const options = {
  format: { type: 'string', short: 'f' },
  color: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  explain: { type: 'boolean', short: 'e' },
  coverage: { type: 'boolean', short: 'c' },
  'stdin-path': { type: 'string' },
  points: { type: 'string' },
  shard: { type: 'string' },
  stdio: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** The options that a command knows, apart from `--help` and `--version`. */
const known = {
  check: ['format', 'color', 'quiet', 'explain', 'coverage', 'stdin-path', 'points', 'shard'],
  lsp: ['stdio'],
} as const;

/** What the words behind `nabla` ask for; never throws. */
export function readArguments(words: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
      strict: true,
    });
    const [name, ...paths] = positionals;
    if (values.version) return { command: 'version' };
    if (name === undefined) return values.help ? { command: 'help' } : failed('A command is missing.');
    if (name === 'help') return { command: 'help' };
    if (name !== 'check' && name !== 'lsp') return failed(`There is no command "${name}".`);
    if (values.help) return { command: 'help', topic: name };
    const allowed: readonly string[] = known[name];
    const foreign = Object.keys(values).find((key) => !allowed.includes(key));
    if (foreign !== undefined) return failed(`"nabla ${name}" has no option --${foreign}.`);
    if (name === 'check') return checkArguments(values, paths);
    return paths.length === 0 ? { command: 'lsp' } : failed(`"nabla lsp" takes no files.`);
  } catch (error) {
    // The first sentence names the option; what follows explains how to pass a file of that name.
    return failed(error instanceof Error ? `${error.message.split('. ')[0]}.` : String(error));
  }
}

interface CheckValues {
  readonly format?: string;
  readonly color?: string;
  readonly quiet?: boolean;
  readonly explain?: boolean;
  readonly coverage?: boolean;
  readonly 'stdin-path'?: string;
  readonly points?: string;
  readonly shard?: string;
}

function checkArguments(values: CheckValues, paths: readonly string[]): Arguments {
  const format = FORMATS.find((name) => name === (values.format ?? 'pretty'));
  if (format === undefined) return failed(`--format takes ${list(FORMATS)}, not "${values.format}".`);
  const color = COLORS.find((name) => name === (values.color ?? 'auto'));
  if (color === undefined) return failed(`--color takes ${list(COLORS)}, not "${values.color}".`);
  if (paths.includes('-') && paths.length > 1) return failed('"-" cannot be combined with files.');
  const points = values.points === undefined ? undefined : wholeNumber(values.points);
  if (points !== undefined && !(points >= 4 && points <= 256))
    return failed('--points takes a number from 4 to 256.');
  const part = values.shard === undefined ? undefined : readShard(values.shard);
  if (values.shard !== undefined && part === undefined) {
    return failed(`--shard takes a part such as 2/8, not "${values.shard}".`);
  }
  return {
    command: 'check',
    format,
    color,
    quiet: values.quiet ?? false,
    explain: values.explain ?? false,
    coverage: values.coverage ?? false,
    paths: paths.length === 0 ? ['.'] : paths,
    stdinPath: values['stdin-path'] ?? 'stdin.nabla',
    ...(points === undefined ? {} : { points }),
    ...(part === undefined ? {} : { shard: part }),
  };
}

function readShard(text: string): CheckArguments['shard'] {
  const [index, count, rest] = text.split('/').map(wholeNumber);
  if (index === undefined || count === undefined || rest !== undefined) return undefined;
  return index >= 1 && index <= count ? { index, count } : undefined;
}

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

const list = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const failed = (message: string): Arguments => ({ command: 'error', message });
