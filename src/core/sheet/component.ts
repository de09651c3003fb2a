/** `x_2` as the second component of `x`, counted from 1; undefined for a name without a number as its subscript. */
export function componentName(
  name: string,
): { readonly base: string; readonly component: number } | undefined {
  const match = /^(.+)_(\d+)$/.exec(name);
  return match === null ? undefined : { base: match[1]!, component: Number(match[2]) };
}
