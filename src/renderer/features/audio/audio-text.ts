import type { AudioProgress } from '../../../shared/model/audio';
import { describeProblem } from '../../../shared/model/problem';
import type { AudioRow } from '../../library/schema';
import { formatBytes } from '../article/enclosure';

/** What a recording's line says of where it is, and what the reader can do about that. */
export interface AudioStanding {
  readonly text: string | null;
  readonly action: 'keep' | 'cancel' | 'try-again' | 'remove';
}

/** @param report the latest one of main; passed over when it is older than what the library knows */
export function audioStanding(
  row: Pick<AudioRow, 'state' | 'problem' | 'askedAt' | 'settledAt' | 'bytes'> | undefined,
  report: (AudioProgress & { readonly at: number }) | undefined,
): AudioStanding {
  if (!row || row.state === 'removed') return { text: null, action: 'keep' };
  if (row.state === 'stored') {
    const size = row.bytes === null ? '' : `, ${formatBytes(row.bytes)}`;
    return { text: `On this computer${size}`, action: 'remove' };
  }
  if (row.state === 'pending' && report && report.at > (row.settledAt ?? row.askedAt)) {
    return { text: downloadText(report), action: 'cancel' };
  }
  if (row.problem) return { text: describeProblem(row.problem).sentence, action: 'try-again' };
  return { text: 'Waiting to download…', action: 'cancel' };
}

/** "Downloading 34%: 12 of 48 MB". */
function downloadText({ bytes, total }: AudioProgress): string {
  if (total === null || total === 0) return `Downloading: ${formatBytes(bytes)} so far`;
  // Not 100 before all is here.
  const percent = Math.min(99, Math.floor((bytes / total) * 100));
  return `Downloading ${percent}%: ${formatBytes(bytes)} of ${formatBytes(total)}`;
}

export const actionLabels: Readonly<Record<AudioStanding['action'], string>> = {
  keep: 'Keep offline',
  cancel: 'Cancel download',
  'try-again': 'Try again',
  remove: 'Remove download',
};

/** "1×", "1.25×". */
export function speedText(speed: number): string {
  return `${speed}×`;
}
