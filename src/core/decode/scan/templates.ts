/** How many ways of writing a line are kept. */
const MOST_TEMPLATES = 8;
/** How many are tried on one line: each try that fails costs a part of a scan. */
const MOST_TRIES = 4;
/** A line that is learned from costs as much as reading many: an object full of odd lines gets no more than this. */
const MOST_LESSONS = 64;

/** The templates of an object, the one that fitted last in front. */
export class Templates<T> {
  private readonly templates: T[] = [];
  private lessons = 0;

  /** The outcome of the first template that fits; -1 when none does. */
  first(scan: (template: T) => number): number {
    const tries = Math.min(this.templates.length, MOST_TRIES);
    for (let i = 0; i < tries; i++) {
      const template = this.templates[i]!;
      const outcome = scan(template);
      if (outcome === -1) continue;
      if (i > 0) {
        this.templates.splice(i, 1);
        this.templates.unshift(template);
      }
      return outcome;
    }
    return -1;
  }

  get wantsMore(): boolean {
    return this.lessons < MOST_LESSONS;
  }

  /** Takes what was learned from a line that fitted no template, if anything. */
  add(template: T | null): void {
    this.lessons++;
    if (template === null) return;
    this.templates.unshift(template);
    this.templates.length = Math.min(this.templates.length, MOST_TEMPLATES);
  }
}
