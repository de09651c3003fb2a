import { renderTex } from './render';

/** Markdown whose `$…$` are pictures, for editors show those and not TeX. Never rejects. */
export async function withPictures(markdown: string, dark: boolean): Promise<string> {
  const parts = markdown.split(/\$([^$]+)\$/);
  const shown = parts.map(async (part, i) =>
    i % 2 === 0 ? part : `![${part}](${await renderTex(part, { dark, display: false })})`,
  );
  return (await Promise.all(shown)).join('');
}
