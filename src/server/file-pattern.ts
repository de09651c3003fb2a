import { LANGUAGES } from '../core/extract/languages';

const DOCUMENTS = [
  '.nabla',
  '.nabla.json',
  '.md',
  '.markdown',
  '.mdown',
  '.mkd',
  '.mdx',
  '.qmd',
  '.rmd',
  '.jmd',
];

/**
 * A glob pattern of all files whose names say that they may hold sheets. Globs mind the case, and both `a.r` and `a.R`
 * are usual.
 */
export function filePattern(): string {
  const names = [...DOCUMENTS, ...LANGUAGES.flatMap(({ endings }) => endings)];
  const globs = names.map((name) => (name.startsWith('.') ? `*${name}` : name));
  const capital = globs.map((glob) => glob.replace(/[a-z]/, (letter) => letter.toUpperCase()));
  const upper = globs.map((glob) => glob.toUpperCase());
  return `**/{${[...new Set([...globs, ...capital, ...upper])].join(',')}}`;
}
