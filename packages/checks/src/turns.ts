interface Waiting {
  readonly weight: number;
  readonly go: () => void;
}

/** Lets a few work at the same time. Those that have worked before go first, so that what was begun ends. */
export class Turns {
  #free: number;
  readonly #again: Waiting[] = [];
  readonly #first: Waiting[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for as much room as the work needs, at most all of it. */
  async take(again: boolean, weight = 1): Promise<void> {
    await new Promise<void>((go) => {
      (again ? this.#again : this.#first).push({ weight, go });
      this.#next();
    });
  }

  give(weight = 1): void {
    this.#free += weight;
    this.#next();
  }

  #next(): void {
    for (;;) {
      const queue = this.#again.length > 0 ? this.#again : this.#first;
      const [first] = queue;
      if (first === undefined || first.weight > this.#free) return;
      queue.shift();
      this.#free -= first.weight;
      first.go();
    }
  }
}
