/** Keys in the order in which S3 lists them: by their UTF-8 bytes. */
export class KeyIndex {
  readonly #keys: string[] = [];

  add(key: string): void {
    const index = this.#lowerBound(key);
    if (this.#keys[index] !== key) this.#keys.splice(index, 0, key);
  }

  remove(key: string): void {
    const index = this.#lowerBound(key);
    if (this.#keys[index] === key) this.#keys.splice(index, 1);
  }

  /** Keys that begin with a prefix and come after another key, in order. */
  *range(prefix: string, after: string | undefined): Generator<string> {
    let index = this.#lowerBound(after !== undefined && compareKeys(after, prefix) > 0 ? after : prefix);
    if (this.#keys[index] === after) index++;
    for (; index < this.#keys.length && this.#keys[index]!.startsWith(prefix); index++) yield this.#keys[index]!;
  }

  #lowerBound(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#keys[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const SURROGATE = /[\ud800-\udfff]/;

/** UTF-16 and UTF-8 order differ only where a surrogate pair meets a character from U+E000 on. */
function compareKeys(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
