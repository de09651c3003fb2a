/**
 * TeX that can carry another script of this kind: `W^{(1)}` becomes `{W^{(1)}}` for a second superscript, because TeX
 * refuses two of a kind. What carries none is left as it is, so that `x_{1}^{\top}` has its scripts above each other.
 */
export const scriptable = (tex: string, kind: '_' | '^'): string =>
  endsInScript(tex, kind) ? `{${tex}}` : tex;

function endsInScript(tex: string, kind: '_' | '^'): boolean {
  let end = tex.length;
  for (;;) {
    const start = lastScript(tex, end);
    if (start < 0) return kind === '^' && tex[end - 1] === "'";
    if (tex[start] === kind) return true;
    end = start;
  }
}

/** Where the `_` or `^` of the script that ends at `end` is, or -1. */
function lastScript(tex: string, end: number): number {
  if (tex[end - 1] !== '}') {
    const found = /[_^](?:\\[A-Za-z]+|[^\\{}_^])$/u.exec(tex.slice(Math.max(0, end - 24), end));
    return found === null ? -1 : end - found[0].length;
  }
  let depth = 0;
  for (let i = end - 1; i >= 0; i--) {
    const char = tex[i]!;
    if (tex[i - 1] === '\\') continue;
    if (char === '}') depth += 1;
    else if (char === '{') depth -= 1;
    if (depth > 0) continue;
    return tex[i - 1] === '_' || tex[i - 1] === '^' ? i - 1 : -1;
  }
  return -1;
}
