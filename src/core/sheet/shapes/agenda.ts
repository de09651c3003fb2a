/**
 * Whole numbers to be taken in rounds, each round in ascending order. A number that is added behind the one taken last is
 * taken in the same round, any other in the next one: as if every round walked a list and skipped what has nothing to do.
 */
export class Agenda {
  private now: number[] = [];
  private next: number[] = [];
  private readonly waiting: Uint8Array;
  private last = -1;

  /** @param size one more than the largest number */
  constructor(size: number) {
    this.waiting = new Uint8Array(size);
  }

  add(item: number): void {
    if (this.waiting[item] === 1) return;
    this.waiting[item] = 1;
    push(item > this.last ? this.now : this.next, item);
  }

  /** The next number, or undefined when there is none. */
  take(): number | undefined {
    if (this.now.length === 0) {
      const empty = this.now;
      this.now = this.next;
      this.next = empty;
    }
    const item = pop(this.now);
    this.last = item ?? -1;
    if (item !== undefined) this.waiting[item] = 0;
    return item;
  }

  /** Starts a new round: the next number is the least of all. */
  restart(): void {
    for (const item of this.next) push(this.now, item);
    this.next.length = 0;
    this.last = -1;
  }
}

/** Adds to a binary heap with the least number first (Williams 1964). */
function push(heap: number[], item: number): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= item) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function pop(heap: number[]): number | undefined {
  const least = heap[0];
  const item = heap.pop();
  if (least === undefined || item === undefined || heap.length === 0) return least;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= item) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = item;
  return least;
}
