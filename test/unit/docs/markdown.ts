/** A fenced block of a Markdown document. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** The document's line, from 0, of the first line inside. */
  readonly line: number;
}

/** The fences of a document; a fence of more signs may hold one of fewer. */
export function fencesOf(document: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { readonly sign: string; readonly language: string; readonly line: number } | undefined;
  const lines = document.split('\n');
  for (const [index, line] of lines.entries()) {
    const sign = /^(`{3,})([\w-]*)/.exec(line);
    if (open === undefined && sign !== null) {
      open = { sign: sign[1]!, language: sign[2]!, line: index + 1 };
    } else if (open !== undefined && line.trimEnd() === open.sign) {
      fences.push({ ...open, text: lines.slice(open.line, index).join('\n') });
      open = undefined;
    }
  }
  return fences;
}

/** The anchors of a document's headings, as hosts of Markdown make them. */
export function anchorsOf(document: string): readonly string[] {
  const inside = new Set(
    fencesOf(document).flatMap(({ line, text }) => text.split('\n').map((_, index) => line + index)),
  );
  return document.split('\n').flatMap((line, index) => {
    const heading = /^#{1,6} (.+)$/.exec(line);
    if (heading === null || inside.has(index)) return [];
    return [
      heading[1]!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ];
  });
}

/** The targets of the links and pictures of a document, outside of fences. */
export function linksOf(document: string): readonly string[] {
  let prose = document;
  for (const { text } of fencesOf(document)) if (text !== '') prose = prose.replace(text, '');
  const links = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1]!);
  const pictures = [...prose.matchAll(/\b(?:src|srcset)="([^"]+)"/g)].map((match) => match[1]!);
  return [...links, ...pictures];
}
