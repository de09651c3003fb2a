/** What the test looks at; a part of an editor's document. */
export interface Candidate {
  readonly language: string;
  readonly path: string;
  readonly text: string;
}

/**
 * Whether a document may hold a sheet. Cheap, and false only where there is none for certain, so that no server is
 * started for people who write no derivatives.
 */
export function mayHoldSheets({ language, path, text }: Candidate): boolean {
  if (language === 'nabla' || isNetwork(path) || /\.nabla$/i.test(path)) return true;
  return mentionsNabla(text);
}

/** The same for a stretch of an edited document: a marker, or a fence that names the language. */
export const mentionsNabla = (text: string): boolean =>
  text.includes('@grad') || /(?:```|~~~)[^\n]{0,80}nabla/i.test(text);

const isNetwork = (path: string): boolean => /\.nabla\.jsonc?$/i.test(path);
