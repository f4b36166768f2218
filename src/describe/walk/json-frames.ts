import type { Dataset } from '../columns/dataset.ts';
import type { PathNode } from '../columns/paths.ts';

/** Frames kept; a record that nests deeper is given up. */
const MOST_FRAMES = 10_000;
/** Numbers kept of each array: the sum of squares, the first and the second number, how many are small, how many negative. */
const KEPT = 5;

/** The open objects and arrays of a JSON walk, by depth. Typed arrays, so that a record costs no allocation. */
export class JsonFrames {
  readonly #data: Dataset;
  /** 1 where an array is open. */
  isArray = new Uint8Array(64);
  /** Where the next key of an object is looked for first. */
  guesses = new Int32Array(64);
  /** Elements of an array so far. */
  lengths = new Int32Array(64);
  /** 1 where the array is read number by number. */
  summed = new Uint8Array(64);
  readonly nodes: PathNode[] = [];
  #numeric = new Int32Array(64);
  #kept = new Float64Array(64 * KEPT);

  constructor(data: Dataset) {
    this.#data = data;
  }

  /** Opens a frame at `depth`; false where that is too deep. */
  open(depth: number, node: PathNode, array: boolean): boolean {
    if (depth >= MOST_FRAMES) return false;
    if (depth >= this.isArray.length) this.#widen();
    this.nodes[depth] = node;
    this.guesses[depth] = 0;
    if (!array) {
      this.isArray[depth] = 0;
      node.objects++;
      return true;
    }
    this.isArray[depth] = 1;
    this.lengths[depth] = 0;
    const summed = this.#data.wantsArray(node);
    this.summed[depth] = summed ? 1 : 0;
    if (summed) {
      this.#numeric[depth] = 0;
      const at = depth * KEPT;
      this.#kept.fill(0, at, at + KEPT);
      this.#kept[at + 1] = Number.NaN;
      this.#kept[at + 2] = Number.NaN;
    }
    return true;
  }

  #widen(): void {
    const size = this.isArray.length * 2;
    this.isArray = grown(this.isArray, new Uint8Array(size));
    this.guesses = grown(this.guesses, new Int32Array(size));
    this.lengths = grown(this.lengths, new Int32Array(size));
    this.summed = grown(this.summed, new Uint8Array(size));
    this.#numeric = grown(this.#numeric, new Int32Array(size));
    this.#kept = grown(this.#kept, new Float64Array(size * KEPT));
  }

  /** A number in the array at `depth`. */
  sum(depth: number, value: number): void {
    const at = depth * KEPT;
    const kept = this.#kept;
    const count = (this.#numeric[depth] as number) + 1;
    this.#numeric[depth] = count;
    if (count <= 2) kept[at + count] = value;
    kept[at] = (kept[at] as number) + value * value;
    if (value >= -8 && value <= 8) kept[at + 3] = (kept[at + 3] as number) + 1;
    if (value < 0) kept[at + 4] = (kept[at + 4] as number) + 1;
  }

  /** The end of the array at `depth`. */
  endArray(depth: number): void {
    const node = this.nodes[depth] as PathNode;
    const length = this.lengths[depth] as number;
    if (this.summed[depth] === 0) {
      this.#data.array(node, length);
      return;
    }
    const at = depth * KEPT;
    const kept = this.#kept;
    this.#data.array(node, length, {
      numbers: this.#numeric[depth] as number,
      first: kept[at + 1] as number,
      second: kept[at + 2] as number,
      sumOfSquares: kept[at] as number,
      small: kept[at + 3] as number,
      negative: kept[at + 4] as number,
    });
  }
}

function grown<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
