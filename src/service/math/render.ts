import { recentlyUsed } from './recently-used';

export interface RenderOptions {
  /** Whether the picture stands on a dark background. */
  readonly dark: boolean;
  /** A formula of its own rather than one in a line of text; the default. */
  readonly display?: boolean;
}

/** Foregrounds of the light and dark themes that VS Code has by default. */
const COLOURS = { light: '#3b3b3b', dark: '#cccccc' } as const;

/** Pixels of an em. Hovers set their text in 13 px; formulas look as large a little above that. */
const FONT_SIZE = 14;

/** MathJax draws 1000 units to the em. */
const PIXELS_PER_UNIT = FONT_SIZE / 1000;

/** Room around the glyphs, in units: strokes may reach over the box that is measured. */
const MARGIN = 60;

/** Longer TeX is a table of numbers rather than a formula, and is shown as text. */
const MAX_TEX = 20_000;

const pictures = recentlyUsed<string>(300);

/**
 * TeX as the data URI of an SVG image, for Markdown that shows images. What TeX refuses is shown as it is written. Never
 * rejects.
 */
export async function renderTex(tex: string, options: RenderOptions): Promise<string> {
  const display = options.display ?? true;
  const key = `${options.dark ? 'd' : 'l'}${display ? 'd' : 'i'}${tex}`;
  const known = pictures.get(key);
  if (known !== undefined) return known;
  const svg = await svgOf(tex, display);
  const colour = options.dark ? COLOURS.dark : COLOURS.light;
  const uri = `data:image/svg+xml;base64,${Buffer.from(svg.replaceAll('currentColor', colour)).toString('base64')}`;
  pictures.set(key, uri);
  return uri;
}

async function svgOf(tex: string, display: boolean): Promise<string> {
  if (tex.length > MAX_TEX) return textAsSvg(tex);
  try {
    const { texToSvg } = await import('./main');
    return inPixels(texToSvg(tex, display)) ?? textAsSvg(tex);
  } catch {
    // TeX that does not parse, or nests too deeply.
    return textAsSvg(tex);
  }
}

/** Sizes in pixels from the view box, without what only scripts and style sheets of a page would use. */
function inPixels(svg: string): string | undefined {
  const box = /^<svg[^>]* viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg);
  if (box === null) return undefined;
  const [x, y, width, height] = box.slice(1).map(Number) as [number, number, number, number];
  const all = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  const pixels = (units: number): string => (units * PIXELS_PER_UNIT).toFixed(2);
  const head =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
    `width="${pixels(all[2]!)}" height="${pixels(all[3]!)}" viewBox="${all.join(' ')}">`;
  return (
    svg
      .replace(/^<svg[^>]*>/, head)
      .replace(/ (?:data-[a-z-]+|role|focusable)="[^"]*"/g, '')
      // MathJax counts its formulas in the names of glyphs; without that a formula is always the same picture.
      .replace(/MJX-\d+-/g, 'm-')
  );
}

/** How much of what cannot be rendered is shown. */
const MAX_TEXT = 200;

function textAsSvg(text: string): string {
  const characters = [...text];
  const cut = characters.length > MAX_TEXT;
  const shown = `${characters.slice(0, MAX_TEXT).join('')}${cut ? '…' : ''}`;
  // A monospaced letter is 0.6 em wide.
  const width = Math.ceil([...shown].length * FONT_SIZE * 0.6) + 4;
  const height = Math.ceil(FONT_SIZE * 1.4);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<text x="2" y="${FONT_SIZE}" font-family="monospace" font-size="${FONT_SIZE}" fill="currentColor" ` +
    `xml:space="preserve">${escapeXml(shown)}</text></svg>`
  );
}

/** Text between tags; what XML has no place for becomes the replacement character. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
