import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
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
  /** Arguments that name nothing, and folders that may not be read. */
  readonly failures: readonly { readonly path: string; readonly message: string }[];
}

const IGNORED = ['**/node_modules/**', '**/.git/**'];

/** Folders of others' code, and what its owner hides. */
const isIgnored = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

/** Finds the files that arguments mean: files, folders with all that is in them, and glob patterns. */
export async function selectFiles(args: readonly string[], folder: string): Promise<Selection> {
  const found = new Map<string, boolean>();
  const failures: { path: string; message: string }[] = [];
  const add = (file: string, named: boolean): void => {
    found.set(file, named || found.get(file) === true);
  };
  for (const argument of args) {
    const absolute = path.resolve(folder, argument);
    // An empty word, such as an unset variable of a shell, does not mean the current folder.
    const kind = argument === '' ? undefined : await kindOf(absolute);
    if (kind === 'file') add(absolute, true);
    else if (kind === 'folder') {
      const inside = await filesIn(absolute);
      for (const file of inside.files) add(file, false);
      for (const { path: part, message } of inside.failures) {
        failures.push({ path: path.join(argument, path.relative(absolute, part)), message });
      }
    } else if (kind === 'unreadable') {
      failures.push({ path: argument, message: 'The file may not be read: permission denied.' });
    } else if (argument !== '' && isDynamicPattern(argument)) {
      const matches = await matching(argument.replaceAll(path.sep, '/'), folder);
      for (const file of matches) add(file, false);
      if (matches.length === 0) failures.push({ path: argument, message: 'The pattern matches no file.' });
    } else failures.push({ path: argument, message: 'The file does not exist.' });
  }
  const files = [...found].map(([file, named]): WantedFile => ({ file, named }));
  return { files: files.sort((a, b) => (a.file < b.file ? -1 : 1)), failures };
}

const matching = (pattern: string, cwd: string): Promise<string[]> =>
  glob(pattern, {
    cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: IGNORED,
  });

async function kindOf(file: string): Promise<'file' | 'folder' | 'unreadable' | undefined> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return isDenied(error) ? 'unreadable' : undefined;
  }
}

const isDenied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');

/** All files in a folder. Links to files count, links to folders do not: they may lead in circles. */
async function filesIn(
  root: string,
): Promise<{ readonly files: readonly string[]; readonly failures: Selection['failures'] }> {
  const files: string[] = [];
  const failures: { path: string; message: string }[] = [];
  const folders = [root];
  while (folders.length > 0) {
    const folder = folders.pop()!;
    for (const entry of await entriesOf(folder, failures)) {
      if (isIgnored(entry.name)) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) folders.push(file);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(file)))) files.push(file);
    }
  }
  return { files, failures };
}

/** The entries of a folder; none of one that has vanished meanwhile. */
async function entriesOf(
  folder: string,
  failures: { path: string; message: string }[],
): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isDenied(error)) {
      failures.push({ path: folder, message: 'The folder may not be read: permission denied.' });
    }
    return [];
  }
}

async function isLinkToFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Every `count`-th file, beginning with the `index`-th, so that many machines can share a corpus. */
export const shard = <T>(all: readonly T[], index: number, count: number): readonly T[] =>
  all.filter((_, i) => i % count === index - 1);
