import { assertNever } from '../assert-never';
import type { Feed } from './feed';
import type { FeedFlaw } from './poll';
import { describeProblem, isNetworkAtFault } from './problem';

/** What is wrong with a feed, most urgent first. A feed without a finding is well. */
export type Finding =
  /** The publisher removed it (410). */
  | { readonly kind: 'gone' }
  /** A permanent redirect that is not believed yet. */
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'failing' }
  /** No new article for much longer than it used to take. */
  | { readonly kind: 'silent'; readonly since: number }
  | { readonly kind: 'too-big'; readonly bytes: number }
  | { readonly kind: 'broken-markup' };

const day = 86_400_000;
/** Shorter silences are a holiday. */
const shortestSilence = 30 * day;
/** A feed is silent once it has been quiet for this many times its usual pause. */
const silentPauses = 8;
/** Bytes of a document that is worth a word with its publisher. */
const bigDocument = 2_000_000;

/** Flaws by which something may have been lost. The others are put right for certain, and half the web has them. */
const severeFlaws: ReadonlySet<FeedFlaw> = new Set(['truncated', 'encoding', 'markup']);

/** The most urgent finding about a feed; null when it is well. @param now milliseconds since the epoch */
export function findingOf(feed: Feed, now: number): Finding | null {
  const { problem, memory } = feed;
  if (problem?.code === 'http-status' && problem.status === 410) return { kind: 'gone' };
  // Without a network no feed is ill.
  if (problem && !isNetworkAtFault(problem)) return { kind: 'failing' };
  if (memory.redirect) return { kind: 'moved', url: memory.redirect.url };
  const since = silentSince(memory.appearedAt, now);
  if (since !== null) return { kind: 'silent', since };
  if ((feed.documentBytes ?? 0) > bigDocument) return { kind: 'too-big', bytes: feed.documentBytes ?? 0 };
  return feed.flaws.some((flaw) => severeFlaws.has(flaw)) ? { kind: 'broken-markup' } : null;
}

/** When the newest article appeared, if that is suspiciously long ago; else null. */
function silentSince(appearedAt: readonly number[], now: number): number | null {
  const [newest] = appearedAt;
  const oldest = appearedAt.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const pause = appearedAt.length > 1 ? (newest - oldest) / (appearedAt.length - 1) : 0;
  return now - newest > Math.max(shortestSilence, silentPauses * pause) ? newest : null;
}

/** The finding in plain words. */
export function describeFinding(finding: Finding, feed: Feed): string {
  switch (finding.kind) {
    case 'gone':
      return 'The publisher has removed this feed for good (410).';
    case 'failing':
      return feed.problem ? describeProblem(feed.problem).sentence : 'The last poll failed.';
    case 'moved':
      return `It says it has moved to ${finding.url}.`;
    case 'silent':
      return `No new article since ${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(finding.since)}.`;
    case 'too-big':
      return `Its document has ${Math.round(finding.bytes / 1_000_000)} MB, which each poll of a change loads anew.`;
    case 'broken-markup':
      return 'Its document breaks off or is damaged; what could be read is here.';
    default:
      return assertNever(finding);
  }
}
