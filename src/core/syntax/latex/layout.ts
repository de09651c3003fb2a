import type { Layout } from './parser';
import { Kind, type Token } from './tokens';

/** Finds the partners of brackets, braces and environments. A brace closes what is left open inside of it. */
export function layOut(tokens: readonly Token[]): Layout {
  const match = new Int32Array(tokens.length).fill(-1);
  const bars = new Int32Array(tokens.length);
  const over = new Int32Array(tokens.length).fill(-1);
  const stack: number[] = [];
  const open = { groups: 0, environments: 0, strong: 0 };
  const count = (index: number, by: number): void => {
    const token = tokens[index]!;
    if (token.kind === Kind.GroupOpen) open.groups += by;
    else if (token.kind === Kind.Begin) open.environments += by;
    else if (token.strong) open.strong += by;
  };
  const pop = (): number => {
    const index = stack.pop()!;
    count(index, -1);
    return index;
  };
  const join = (index: number, i: number): void => {
    match[index] = i;
    match[i] = index;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    switch (token.kind) {
      case Kind.GroupOpen:
      case Kind.Begin:
      case Kind.Open:
        stack.push(i);
        count(i, 1);
        break;
      case Kind.GroupClose:
      case Kind.Finish: {
        const opener = token.kind === Kind.GroupClose ? Kind.GroupOpen : Kind.Begin;
        if ((opener === Kind.Begin ? open.environments : open.groups) === 0) break;
        while (tokens[stack.at(-1)!]!.kind !== opener) pop();
        join(pop(), i);
        break;
      }
      case Kind.Close: {
        const isStrong = token.strong === true;
        // `\right)` passes over brackets that were left open since `\left(`, but not out of a group.
        if (isStrong && open.strong > 0) {
          while (isWeak(tokens[stack.at(-1)!]!.kind) && !tokens[stack.at(-1)!]!.strong) pop();
        }
        const top = stack.at(-1);
        if (top !== undefined && isWeak(tokens[top]!.kind) && (tokens[top]!.strong === true) === isStrong)
          join(pop(), i);
        break;
      }
      case Kind.Bar: {
        const top = stack.at(-1);
        const isSecond = tokens[i - 1]?.kind === Kind.Bar && token.text === '|' && !token.spaced;
        if (top !== undefined && !isSecond) bars[top]! += 1;
        break;
      }
      case Kind.Over: {
        const top = stack.at(-1);
        if (top !== undefined && tokens[top]!.kind === Kind.GroupOpen && over[top]! < 0) over[top] = i;
        break;
      }
      default:
    }
  }
  return { tokens, match, bars, over };
}

const isWeak = (kind: Kind): boolean => kind === Kind.Open;
