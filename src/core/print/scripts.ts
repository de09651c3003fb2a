/**
 * TeX that can carry a script: `x_{1}` becomes `{x_{1}}`, because TeX refuses a second script of a kind. What carries
 * none is left as it is.
 */
export const scriptable = (tex: string): string => (endsInScript(tex) ? `{${tex}}` : tex);

/** Whether the last thing in the text is a subscript or a superscript, or a prime. */
function endsInScript(tex: string): boolean {
  if (!tex.endsWith('}')) return /(?:[_^](?:\\[A-Za-z]+|.)|')$/su.test(tex.slice(-24));
  let depth = 0;
  for (let i = tex.length - 1; i >= 0; i--) {
    const char = tex[i]!;
    if (tex[i - 1] === '\\') continue;
    if (char === '}') depth += 1;
    else if (char === '{') depth -= 1;
    if (depth === 0) return tex[i - 1] === '_' || tex[i - 1] === '^';
  }
  return false;
}
