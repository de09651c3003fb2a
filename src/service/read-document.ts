import { readFile, stat } from 'node:fs/promises';

/** Larger files are not read. */
export const MAX_BYTES = 20 * 1024 * 1024;

/** How much of a file is searched for the zero byte that gives a binary file away. */
const SNIFFED_BYTES = 8192;

export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failure'; readonly reason: FailureReason; readonly message: string };

export type FailureReason = 'missing' | 'folder' | 'large' | 'binary' | 'unreadable';

const failure = (reason: FailureReason, message: string): ReadResult => ({
  kind: 'failure',
  reason,
  message,
});

/** Reads a text file as an editor would show it: UTF-8, or UTF-16 with its mark; the mark itself is left out. */
export async function readDocument(path: string): Promise<ReadResult> {
  try {
    // Asked before the file is opened, for opening a named pipe waits for whoever writes to it.
    const found = await stat(path);
    if (found.isDirectory()) return failure('folder', 'This is a folder, not a file.');
    if (!found.isFile()) return failure('unreadable', 'This is neither a file nor a folder.');
    if (found.size > MAX_BYTES) {
      const size = (found.size / 1024 / 1024).toFixed(1);
      return failure(
        'large',
        `The file has ${size} MB; files above ${MAX_BYTES / 1024 / 1024} MB are not read.`,
      );
    }
    return decodeDocument(await readFile(path));
  } catch (error) {
    return systemFailure(error);
  }
}

/** The text of a file's bytes. */
export function decodeDocument(bytes: Uint8Array): ReadResult {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return text(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return text(bytes, 'utf-16be');
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) {
    return failure('binary', 'This is a binary file; only text can be checked.');
  }
  return text(bytes, 'utf-8');
}

const text = (bytes: Uint8Array, encoding: string): ReadResult => ({
  kind: 'text',
  text: new TextDecoder(encoding).decode(bytes),
});

function systemFailure(error: unknown): ReadResult {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('missing', 'The file does not exist.');
  if (code === 'EACCES' || code === 'EPERM')
    return failure('unreadable', 'The file may not be read: permission denied.');
  const message = error instanceof Error ? error.message : String(error);
  return failure('unreadable', `The file could not be read: ${message}.`);
}
