/** A source of uniform numbers that depends on its seed alone. */
export interface Random {
  /** A whole number in [0, n). */
  below(n: number): number;
}

/** 32-bit FNV-1a (Fowler, Noll, Vo 1991) over UTF-16 units. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32 (Tommy Ettinger 2017): one 32-bit word of state, enough for sampling test points. */
export function random(seed: number): Random {
  let state = seed | 0;
  return {
    below: (n) => {
      state = (state + 0x6d2b79f5) | 0;
      let word = Math.imul(state ^ (state >>> 15), 1 | state);
      word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
      return Math.floor((((word ^ (word >>> 14)) >>> 0) / 4294967296) * n);
    },
  };
}
