import { stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';

/** A file to check. `named` ones were asked for by name: that one of them cannot be read is an error. */
export interface WantedFile {
  /** Absolute. */
  readonly file: string;
  readonly named: boolean;
}

export interface Selection {
  /** Sorted by path, each file once. */
  readonly files: readonly WantedFile[];
  /** Arguments that name nothing. */
  readonly failures: readonly { readonly path: string; readonly message: string }[];
}

const IGNORED = ['**/node_modules/**', '**/.git/**'];

/** Finds the files that arguments mean: files, folders with all that is in them, and glob patterns. */
export async function selectFiles(args: readonly string[], folder: string): Promise<Selection> {
  const found = new Map<string, boolean>();
  const failures: { path: string; message: string }[] = [];
  const add = (file: string, named: boolean): void => {
    found.set(file, named || found.get(file) === true);
  };
  for (const argument of args) {
    const absolute = path.resolve(folder, argument);
    const kind = await kindOf(absolute);
    if (kind === 'file') add(absolute, true);
    else if (kind === 'folder') for (const file of await walk('**', absolute)) add(file, false);
    else if (isDynamicPattern(argument)) {
      const matches = await walk(argument.replaceAll(path.sep, '/'), folder);
      for (const file of matches) add(file, false);
      if (matches.length === 0) failures.push({ path: argument, message: 'The pattern matches no file.' });
    } else failures.push({ path: argument, message: 'The file does not exist.' });
  }
  const files = [...found].map(([file, named]): WantedFile => ({ file, named }));
  return { files: files.sort((a, b) => (a.file < b.file ? -1 : 1)), failures };
}

const walk = (pattern: string, cwd: string): Promise<string[]> =>
  glob(pattern, {
    cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: IGNORED,
  });

async function kindOf(file: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/** Every `count`-th file, beginning with the `index`-th, so that many machines can share a corpus. */
export const shard = <T>(all: readonly T[], index: number, count: number): readonly T[] =>
  all.filter((_, i) => i % count === index - 1);
