/** What can be taken out of an article because it would have reported on its reader, or run. */
export type RemovedKind = 'pixels' | 'parameters' | 'pings' | 'scripts' | 'frames';

/** What was taken out of one article. */
export interface Removed {
  /** How often, by kind; kinds of which there were none are left out. */
  readonly counts: Readonly<Partial<Record<RemovedKind, number>>>;
  /** Whom the article would have told that it was opened: hosts, each once, a few dozen at most. */
  readonly hosts: readonly string[];
}

/** What of an article was removed, in plain words. */
export interface RemovedText {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** What follows the reader, as opposed to what merely would have run or been loaded. */
const trackers: readonly RemovedKind[] = ['pixels', 'parameters', 'pings'];

export function describeRemoved({ counts }: Removed): RemovedText {
  const of = (kind: RemovedKind) => counts[kind] ?? 0;
  const tracking = trackers.reduce((sum, kind) => sum + of(kind), 0);
  const rest = [count(of('scripts'), 'script'), count(of('frames'), 'frame')].filter((part) => part !== null);
  const details = [
    say(of('pixels'), 'picture that counts readers', 'pictures that count readers'),
    say(
      of('parameters'),
      'mark in a link that tells where you came from',
      'marks in links that tell where you came from',
    ),
    say(of('pings'), 'link that reports its clicks elsewhere', 'links that report their clicks elsewhere'),
    say(of('scripts'), 'script', 'scripts'),
    say(of('frames'), 'frame of another site, shown as a link', 'frames of other sites, shown as links'),
  ].filter((detail) => detail !== null);
  return {
    sentence: `${count(tracking, 'tracker') ?? rest.join(' and ')} removed`,
    details,
  };
}

function count(number: number, noun: string): string | null {
  return say(number, noun, `${noun}s`);
}

function say(number: number, one: string, many: string): string | null {
  return number === 0 ? null : `${number} ${number === 1 ? one : many}`;
}
