import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html';
import { TeX } from 'mathjax-full/js/input/tex';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration';
import { mathjax } from 'mathjax-full/js/mathjax';
import { SVG } from 'mathjax-full/js/output/svg';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

const page = mathjax.document('', {
  InputJax: new TeX({
    packages: ['base', 'ams'],
    formatError: (_input: unknown, error: Error) => {
      throw error;
    },
  }),
  // Glyphs are paths inside each picture, so it needs no font and no other picture.
  OutputJax: new SVG({ fontCache: 'local' }),
});

/**
 * A formula as an SVG element whose sizes are in `ex` and whose colour is `currentColor`.
 *
 * @throws the TeX error, with its message
 */
export function texToSvg(tex: string, display: boolean): string {
  return adaptor.innerHTML(page.convert(closeUp(tex), { display }));
}

/** TeX sets a gap between a name and a parenthesis that grows, which is right for a product and wrong for a call. */
const closeUp = (tex: string): string => tex.replace(/([A-Za-z}])\\left\(/g, '$1\\mathopen{}\\left(');
