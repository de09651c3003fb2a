import type { NodeId } from '../graph/graph';
import type { BranchSink } from '../graph/operation';
import { type BranchTeller, mixed } from '../graph/program';
import type { Points } from './points';

/** Entries of one operation, and of all, whose branches are followed one by one. */
const FOLLOWED_OF_ONE = 8;
const FOLLOWED = 96;

/** So many points with different branches are kept to search between them. */
const MAX_KEPT = 40;
/** So many points are kept in any case: two of them make a line. */
const LEAST_KEPT = 4;

/** Drawing ends after this many points in a row with branches already seen, or this many in all. */
const STALE_DRAWS = 16;
const MAX_DRAWS = 48;

/** Surfaces where one operation switches that are crossed, for one operation and for all. */
const CROSSINGS_OF_ONE = 2;
const MAX_CROSSINGS = 8;

/** Halvings of a line until a switch on it is known to a relative 2⁻²². */
const HALVINGS = 22;

/** How far beside a switch both sides are compared, as parts of the line that crosses it; far ones make plainer points. */
const BESIDE = [2 ** -5, 2 ** -12, 2 ** -20];

/** Lines and steps in search of a branch that no point has taken. */
const LINES = 3;
const STEPS = 8;
const LONGEST_STEP = 2 ** 12;
/** Operations whose branches are sought in pairs, and how many pairs. */
const PAIRED = 6;
const MAX_PAIRS = 8;
const OVERSHOOTS = [1 + 2 ** -3, 1 + 2 ** -8];

/** Elementary operations that the search may cost: large arrays show many branches at each point without it. */
const SEARCH_WORK = 4e6;

/** Searches with fewer evaluations than this are not begun. */
const LEAST_EVALUATIONS = 64;

/** What the search needs of a comparison of both sides. */
export interface Comparison {
  /** Compares at the point to which `arrive` moves; whether both sides have values there. */
  at(arrive: () => 'inside' | 'outside'): boolean;
  /** Whether no further point can change the verdict, or none can be afforded. */
  over(): boolean;
}

/** A point with the branches that the followed entries took there, and how far away the others begin. */
interface Kept {
  readonly inputs: ReadonlyMap<NodeId, Float64Array>;
  readonly winners: Int32Array;
  readonly gaps: Float64Array;
}

/**
 * Looks for the branches of both sides of a claim: points are drawn as long as they show new combinations, moved towards
 * branches that none has taken, and then the surfaces where branches meet are crossed along lines between points, to compare
 * both sides right beside them. A region between a switch of the function and one of the claim is found however thin it is.
 */
export class BranchSearch {
  private readonly kept: Kept[] = [];
  private readonly seen = new Set<number>();
  /** The first followed entry of each operation; one more says where the last ends. */
  private readonly starts: number[] = [0];
  private readonly crossings: number[];
  private readonly used = new Set<string>();
  private evaluations: number;
  private winners = new Int32Array(FOLLOWED);
  private gaps = new Float64Array(FOLLOWED);

  private constructor(
    private readonly points: Points,
    private readonly tellers: readonly BranchTeller[],
  ) {
    this.crossings = tellers.map(() => 0);
    this.evaluations = Math.floor(SEARCH_WORK / Math.max(1, points.work));
  }

  /** A search among the branches of what `outputs` depend on; undefined where there are none. */
  static of(points: Points, outputs: readonly NodeId[]): BranchSearch | undefined {
    const tellers = points.program.branching(outputs);
    return tellers.length === 0 ? undefined : new BranchSearch(points, tellers);
  }

  /** A hash of the branches that all entries take at the point where the program stands. */
  combination(): number {
    return this.observe();
  }

  /** Keeps the point where the program stands if its branches are new; whether they are. */
  note(): boolean {
    if (this.evaluations < LEAST_EVALUATIONS && this.kept.length === 0) return false;
    const key = this.observe();
    const known = this.seen.has(key);
    this.seen.add(key);
    if (known ? this.kept.length < LEAST_KEPT : this.kept.length < MAX_KEPT) {
      const inputs = new Map([...this.points.inputs()].map(([input, entries]) => [input, entries.slice()]));
      this.kept.push({ inputs, winners: this.winners.slice(), gaps: this.gaps.slice() });
    }
    return !known;
  }

  /** @param first the first attempt at drawing that has not been made */
  run(comparison: Comparison, first: number): void {
    if (this.evaluations < LEAST_EVALUATIONS) return;
    this.draw(comparison, first);
    for (let k = 0; k < this.tellers.length; k++) this.seek(k, comparison);
    this.pair(comparison);
    for (let n = 0; n < MAX_CROSSINGS && !this.over(comparison); n++) {
      const line = this.nextLine();
      if (line === undefined) return;
      this.cross(line, comparison);
    }
  }

  private over(comparison: Comparison): boolean {
    return this.evaluations <= 0 || comparison.over();
  }

  /** Reads all branches of the last run into `winners` and `gaps`; their hash. */
  private observe(): number {
    let hash = 0;
    let place = 0;
    let end = 0;
    const sink: BranchSink = {
      note: (winner, gap) => {
        hash = mixed(hash, winner);
        if (place < end) {
          this.winners[place] = winner;
          this.gaps[place++] = gap;
        }
      },
    };
    this.tellers.forEach(({ tell }, k) => {
      place = this.starts[k]!;
      end = this.starts[k + 1] ?? Math.min(place + FOLLOWED_OF_ONE, FOLLOWED);
      tell(sink);
      this.starts[k + 1] = place;
    });
    return hash;
  }

  private draw(comparison: Comparison, first: number): void {
    for (let k = 0, stale = 0; k < MAX_DRAWS && stale < STALE_DRAWS && !this.over(comparison); k++) {
      this.evaluations--;
      stale++;
      if (this.points.next('sampled', first + k) === 'outside' || this.seen.has(this.observe())) continue;
      if (comparison.at(() => 'inside') && this.note()) stale = 0;
    }
  }

  /** Follows an operation of which only one branch has been seen along lines on which the other comes nearer. */
  private seek(k: number, comparison: Comparison): void {
    for (let entry = this.starts[k]!; entry < Math.min(this.starts[k]! + 2, this.starts[k + 1]!); entry++) {
      const [first] = this.kept;
      if (first === undefined || this.kept.some(({ winners }) => winners[entry] !== first.winners[entry]))
        continue;
      const near = [...this.kept].sort((p, q) => p.gaps[entry]! - q.gaps[entry]!);
      const found = near
        .slice(1, 1 + LINES)
        .some((from) => !this.over(comparison) && this.follow(from, near[0]!, entry, comparison));
      if (!found && !this.over(comparison)) this.descend(near[0]!, entry, comparison);
    }
  }

  /** Moves a point in all its inputs towards the other branch of an entry. */
  private descend(from: Kept, entry: number, comparison: Comparison): void {
    const home = from.winners[entry]!;
    this.approach(from, comparison, [[entry, (winner) => winner !== home]]);
  }

  /** Moves points to pairs of branches of two operations that have been seen apart, but not together. */
  private pair(comparison: Comparison): void {
    const entries = this.tellers.flatMap((_, k) => {
      const entry = this.starts[k]!;
      return entry < this.starts[k + 1]! && this.kept.some(({ gaps }) => Number.isFinite(gaps[entry]))
        ? [entry]
        : [];
    });
    let tries = 0;
    for (const [i, p] of entries.slice(0, PAIRED).entries()) {
      for (const q of entries.slice(i + 1, PAIRED)) {
        const seen = (a: number, b: number): Kept | undefined =>
          this.kept.find(({ winners }) => winners[p] === a && winners[q] === b);
        for (const a of this.branchesOf(p)) {
          for (const b of this.branchesOf(q)) {
            const start = seen(a, b) === undefined ? this.nearest(p, a, q) : undefined;
            if (start === undefined) continue;
            if (tries++ >= MAX_PAIRS || this.over(comparison)) return;
            this.approach(start, comparison, [
              [p, (winner) => winner === a],
              [q, (winner) => winner === b],
            ]);
          }
        }
      }
    }
  }

  private branchesOf(entry: number): Set<number> {
    return new Set(this.kept.map(({ winners }) => winners[entry]!).filter((winner) => winner !== 0));
  }

  /** Of the points where entry `p` takes a branch, the one where entry `q` is closest to switching. */
  private nearest(p: number, branch: number, q: number): Kept | undefined {
    let best: Kept | undefined;
    for (const kept of this.kept) {
      if (kept.winners[p] !== branch) continue;
      if (best === undefined || kept.gaps[q]! < best.gaps[q]!) best = kept;
    }
    return best;
  }

  private approach(
    from: Kept,
    comparison: Comparison,
    aims: readonly (readonly [entry: number, isMet: (winner: number) => boolean])[],
  ): void {
    if (aims.some(([entry]) => !Number.isFinite(from.gaps[entry]!))) return;
    if (this.points.visit(from.inputs) === 'outside') return;
    const margins = aims.map(([entry, isMet]) => (): number => {
      this.evaluations--;
      this.observe();
      return isMet(this.winners[entry]!) ? this.gaps[entry]! : -this.gaps[entry]!;
    });
    if (this.points.approach(margins) && comparison.at(() => 'inside')) this.note();
  }

  /** Secant steps from one point through another until an entry takes another branch; whether it did. */
  private follow(from: Kept, through: Kept, entry: number, comparison: Comparison): boolean {
    let [p, q] = [from.gaps[entry]!, through.gaps[entry]!];
    let [back, here] = [0, 1];
    for (let n = 0; n < STEPS && p > q && Number.isFinite(p); n++) {
      const step = Math.min(LONGEST_STEP, ((here - back) * q) / (p - q));
      // A little too far, so that the switch lies behind; or less, where that leaves the domain.
      const next = OVERSHOOTS.map((over) => here + step * over).find(
        (t) => t > here && this.moveTo(from, through, t),
      );
      if (next === undefined) return false;
      if (this.winners[entry] !== through.winners[entry]) {
        if (comparison.at(() => 'inside')) this.note();
        return true;
      }
      [back, here, p, q] = [here, next, q, this.gaps[entry]!];
    }
    return false;
  }

  /** Two points between which an operation switches that has been crossed least, and that differ in as little else as can be. */
  private nextLine(): { k: number; entry: number; from: Kept; to: Kept } | undefined {
    const order = this.tellers.map((_, k) => k).sort((p, q) => this.crossings[p]! - this.crossings[q]!);
    for (const k of order) {
      if (this.crossings[k]! >= CROSSINGS_OF_ONE) continue;
      let best: { k: number; entry: number; from: Kept; to: Kept; key: string } | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < this.kept.length; i++) {
        for (let j = 0; j < i; j++) {
          const [from, to] = [this.kept[j]!, this.kept[i]!];
          const key = `${k}:${i}:${j}`;
          const entry = this.switching(k, from, to);
          if (entry === undefined || this.used.has(key)) continue;
          const differences = this.differences(from, to);
          if (differences >= least) continue;
          least = differences;
          best = { k, entry, from, to, key };
        }
      }
      if (best === undefined) continue;
      this.used.add(best.key);
      this.crossings[k]!++;
      return best;
    }
    return undefined;
  }

  /** An entry of operation `k` that takes different branches at two points. */
  private switching(k: number, from: Kept, to: Kept): number | undefined {
    for (let entry = this.starts[k]!; entry < this.starts[k + 1]!; entry++) {
      if (from.winners[entry] !== to.winners[entry]) return entry;
    }
    return undefined;
  }

  private differences(from: Kept, to: Kept): number {
    let count = 0;
    for (let entry = 0; entry < this.starts[this.tellers.length]!; entry++) {
      if (from.winners[entry] !== to.winners[entry]) count++;
    }
    return count;
  }

  /** Finds a switch of an entry on the line between two points by bisection, and compares beside it. */
  private cross(line: { entry: number; from: Kept; to: Kept }, comparison: Comparison): void {
    const { entry, from, to } = line;
    const home = from.winners[entry]!;
    if (!this.moveTo(from, to, 1) || this.winners[entry] === home) return;
    let low = 0;
    let high = 1;
    for (let n = 0; n < HALVINGS && this.evaluations > 0; n++) {
      const middle = (low + high) / 2;
      if (!this.moveTo(from, to, middle)) return;
      if (this.winners[entry] === home) low = middle;
      else high = middle;
    }
    for (const distance of BESIDE) {
      for (const t of [low - distance, high + distance]) {
        if (t <= 0 || t >= 1) continue;
        if (this.over(comparison)) return;
        if (comparison.at(() => (this.moveTo(from, to, t) ? 'inside' : 'outside'))) this.note();
      }
    }
  }

  /** Moves to `from` + t·(`to` − `from`) in all inputs that may move, and reads the branches there; whether it is inside. */
  private moveTo(from: Kept, to: Kept, t: number): boolean {
    this.evaluations--;
    const inputs = new Map(from.inputs);
    for (const input of this.points.movable) {
      const [a, b] = [from.inputs.get(input)!, to.inputs.get(input)!];
      inputs.set(
        input,
        a.map((x, i) => x + t * (b[i]! - x)),
      );
    }
    if (this.points.visit(inputs) === 'outside') return false;
    this.observe();
    return true;
  }
}
