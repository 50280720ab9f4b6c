import type { ArticleBody } from './article';
import { isAudio } from './audio';
import { describeProblem, type Problem } from './problem';

/** What an article needs to be read whole without a network, and what of it is on this computer. */
export interface OfflineNeeds {
  /** A picture each. `problem`: why the last try failed. */
  readonly pictures: readonly {
    readonly state: 'stored' | 'pending' | 'failed';
    readonly problem: Problem | null;
  }[];
  /** A recording each. `none`: nobody asked for it. */
  readonly recordings: readonly {
    readonly state: 'stored' | 'pending' | 'failed' | 'none';
    readonly problem: Problem | null;
  }[];
  /** Films and other files the feed attached: they are at the publisher's, not kept. */
  readonly attachments: number;
  /** `feed`: the feed's own text; `excerpt`: the same, but it seems to be only a beginning; `whole`: the text of its page. */
  readonly text: 'feed' | 'excerpt' | 'whole';
  /** The text of its page is asked for and not here yet. */
  readonly textPending: boolean;
  /** Why the text of its page could not be had; null when it is here, or nobody asked. */
  readonly textProblem: Problem | null;
}

/** What a recording needs, by what is stored of it. */
export function recordingNeed(
  row:
    | { readonly state: 'stored' | 'pending' | 'failed' | 'removed'; readonly problem: Problem | null }
    | undefined,
): OfflineNeeds['recordings'][number] {
  if (!row || row.state === 'removed') return { state: 'none', problem: null };
  return { state: row.state, problem: row.problem };
}

/** Attached files that are neither recordings nor the picture that is shown anyway. */
export function countAttachments({
  enclosures,
  leadImage,
}: Pick<ArticleBody, 'enclosures' | 'leadImage'>): number {
  return enclosures.filter((enclosure) => !isAudio(enclosure) && enclosure.url !== leadImage?.url).length;
}

export interface OfflineState {
  readonly kind: 'whole' | 'arriving' | 'partial';
  /** For the badge. */
  readonly sentence: string;
  /** One line each for what is missing, and why. */
  readonly details: readonly string[];
  /** Pictures worth asking for again. */
  readonly missing: number;
  /** Recordings that could be here. */
  readonly missingRecordings: number;
}

/** How complete an article is without a network, in words. Nothing is called whole that is not. */
export function describeOffline(needs: OfflineNeeds): OfflineState {
  const total = needs.pictures.length;
  const failed = needs.pictures.filter(({ state }) => state === 'failed');
  const pending = needs.pictures.filter(({ state }) => state === 'pending').length;
  const missing = failed.length + pending;
  const recordings = (state: OfflineNeeds['recordings'][number]['state']) =>
    needs.recordings.filter((recording) => recording.state === state);
  const coming = recordings('pending').length;
  const unheard = recordings('failed').length + recordings('none').length;
  const details = [
    ...(needs.text === 'excerpt' ? ['The feed carries only the beginning of the text.'] : []),
    ...(needs.textProblem ? [`The full text: ${describeProblem(needs.textProblem).sentence}`] : []),
    ...(needs.textPending ? ['The full text is on its way.'] : []),
    ...(pending > 0
      ? [`${count(pending, 'picture is', 'pictures are')} on the way or waiting for the network.`]
      : []),
    ...reasons(
      failed.map(({ problem }) => problem),
      'picture',
    ),
    ...(coming > 0
      ? [`${count(coming, 'recording is', 'recordings are')} on the way or waiting for the network.`]
      : []),
    ...reasons(
      recordings('failed').map(({ problem }) => problem),
      'recording',
    ),
    ...(recordings('none').length > 0
      ? [`${count(recordings('none').length, 'recording is', 'recordings are')} not kept on this computer.`]
      : []),
    ...(needs.attachments > 0
      ? [`${count(needs.attachments, 'attached file is', 'attached files are')} not kept on this computer.`]
      : []),
  ];
  return {
    kind: kindOf(needs, failed.length + unheard, pending + coming),
    sentence: sentenceOf(needs, missing, total, unheard, coming),
    details,
    missing,
    missingRecordings: unheard + recordings('pending').filter(({ problem }) => problem !== null).length,
  };
}

function kindOf(needs: OfflineNeeds, failed: number, pending: number): OfflineState['kind'] {
  if (failed > 0 || needs.text === 'excerpt' || needs.attachments > 0) return 'partial';
  return pending > 0 || needs.textPending ? 'arriving' : 'whole';
}

function sentenceOf(
  needs: OfflineNeeds,
  missing: number,
  total: number,
  unheard: number,
  coming: number,
): string {
  if (missing > 0) {
    return missing === total && total === 1
      ? 'Offline: its picture is missing'
      : `Offline: ${missing} of ${total} pictures missing`;
  }
  if (needs.textPending) return 'Offline: the full text is on its way';
  if (needs.text === 'excerpt') return 'Offline: only the beginning';
  if (unheard > 0) {
    return unheard === 1 ? 'Offline: its recording is missing' : `Offline: ${unheard} recordings missing`;
  }
  if (coming > 0) return 'Offline: its recording is on the way';
  if (needs.attachments > 0) return 'Offline: all but what is attached';
  return 'Offline: whole';
}

/** The same reason once, with how many pictures it stands for. */
function reasons(problems: readonly (Problem | null)[], what: 'picture' | 'recording'): readonly string[] {
  const counts = new Map<string, number>();
  for (const problem of problems) {
    const sentence = problem ? describeProblem(problem).sentence : 'The publisher did not answer.';
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return [...counts].map(([sentence, times]) => `${count(times, what, `${what}s`)}: ${sentence}`);
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
