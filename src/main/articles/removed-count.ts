import type { Removed, RemovedKind } from '../../shared/model/removed';

/** More hosts than any honest article names; the list is for reading. */
const maxHosts = 30;

/** Counts what the sanitizer takes out of one article. */
export class RemovedCount {
  readonly #counts: Partial<Record<RemovedKind, number>> = {};
  readonly #hosts = new Set<string>();

  add(kind: RemovedKind, times = 1): void {
    if (times > 0) this.#counts[kind] = (this.#counts[kind] ?? 0) + times;
  }

  /** Notes whom the article would have told that it was opened; null where that is nobody, or not known. */
  name(told: URL | null): void {
    if (told && this.#hosts.size < maxHosts) this.#hosts.add(told.hostname.slice(0, 255));
  }

  /** Null when nothing was taken out. */
  result(): Removed | null {
    if (Object.keys(this.#counts).length === 0) return null;
    return { counts: this.#counts, hosts: [...this.#hosts] };
  }
}
