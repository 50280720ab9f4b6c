import type { ArticleId, AudioKey, ImageKey } from '../../../shared/model/ids';
import { describeOffline } from '../../../shared/model/offline';
import { isSettled, type PackedArticle, type TripLimits } from '../../../shared/model/trip-pack';
import { library, queries } from '../../library/connect';
import { type TripLack, type TripReport, useTrip } from '../../state/trip';
import { sayProblem } from '../../ui/toaster';

/** Articles that are filled at once; the room they take is counted before the next are begun. */
const atOnce = 20;
/** Milliseconds between two looks at how far they are. */
const lookInterval = 300;
/** Unread articles looked at for a pack: more than anybody reads on a journey. */
const mostCandidates = 1_000;
/** Pictures opened at once for the proof. */
const openAtOnce = 8;
/** Milliseconds a recording may take to open from the disk. */
const openLimit = 10_000;

/** The unread articles, newest first, with what of them is here. */
export async function readCandidates(): Promise<readonly PackedArticle[]> {
  const rows = await queries.readList({ kind: 'unread' }, { limit: mostCandidates });
  const packed: PackedArticle[] = [];
  for (let first = 0; first < rows.length; first += 100) {
    packed.push(...(await queries.readPacked(rows.slice(first, first + 100).map(({ id }) => id))));
  }
  return packed;
}

let cancelled = false;

export function cancelTrip(): void {
  cancelled = true;
}

/** Fills a pack and proves it. Goes on in the background; the steps are in {@link useTrip}. */
export async function startTrip(ids: readonly ArticleId[], limits: TripLimits): Promise<void> {
  useTrip.setState({ pack: { ...limits, ids } });
  await fill(ids, limits);
}

/** Goes on with a pack that was being filled when the app was closed. */
export async function resumeTrip(): Promise<void> {
  const { pack, step } = useTrip.getState();
  if (pack && step.kind === 'choosing') await fill(pack.ids, pack);
}

async function fill(ids: readonly ArticleId[], { megabytes }: TripLimits): Promise<void> {
  cancelled = false;
  // At once, so that nobody starts it twice.
  report(0, 0);
  const packed: PackedArticle[] = [];
  const bytes = () => packed.reduce((sum, article) => sum + article.bytes, 0);
  for (let first = 0; first < ids.length && bytes() <= megabytes * 1_000_000; first += atOnce) {
    const chunk = ids.slice(first, first + atOnce);
    const asked = await library.takeOffline(chunk);
    if (!asked.ok) {
      sayProblem(asked.problem);
      break;
    }
    packed.push(...(await settled(chunk, (done) => report(packed.length + done, bytes()))));
    if (cancelled) break;
    report(packed.length, bytes());
  }
  if (cancelled) {
    useTrip.setState({ pack: null, step: { kind: 'choosing' } });
    return;
  }
  const proof = await prove(packed);
  useTrip.setState({
    pack: null,
    step: { kind: 'done', report: { ...proof, left: ids.length - packed.length, bytes: bytes() } },
  });

  function report(done: number, size: number): void {
    useTrip.setState({ step: { kind: 'filling', done, total: ids.length, bytes: size } });
  }
}

/** Waits until nothing of these articles is on the way any more. */
async function settled(
  ids: readonly ArticleId[],
  onProgress: (done: number) => void,
): Promise<readonly PackedArticle[]> {
  for (;;) {
    const packed = await queries.readPacked(ids);
    const done = packed.filter(isSettled).length;
    onProgress(done);
    if (done === packed.length || cancelled) return packed;
    await new Promise((resolve) => setTimeout(resolve, lookInterval));
  }
}

/**
 * Turns the app's network off and looks at every article that was promised: its text has to be in the library, and every picture
 * and recording has to open from the disk.
 */
async function prove(packed: readonly PackedArticle[]): Promise<Omit<TripReport, 'left' | 'bytes'>> {
  const lacks: TripLack[] = [];
  let minutes = 0;
  let listening = false;
  await window.broadsheet.invoke('network.switch', { on: false });
  try {
    for (const [done, { id, title }] of packed.entries()) {
      useTrip.setState({ step: { kind: 'proving', done, total: packed.length } });
      const [article] = await queries.readPacked([id]);
      const details = article ? await lacksOf(article) : ['The article is no longer there.'];
      if (details.length > 0) lacks.push({ id, title, details });
      minutes += (article?.minutes ?? 0) + (article?.listening ?? 0);
      listening ||= (article?.listening ?? 0) > 0;
    }
  } finally {
    await window.broadsheet.invoke('network.switch', { on: true });
  }
  return { whole: packed.length - lacks.length, lacks, minutes, listening };
}

async function lacksOf({ needs, storedImages, storedAudio }: PackedArticle): Promise<readonly string[]> {
  const unreadable = await countUnreadable(storedImages);
  const pictures = unreadable === 1 ? '1 stored picture' : `${unreadable} stored pictures`;
  let silent = 0;
  for (const key of storedAudio) silent += (await plays(key)) ? 0 : 1;
  const recordings = silent === 1 ? '1 stored recording' : `${silent} stored recordings`;
  return [
    ...describeOffline(needs).details,
    ...(unreadable > 0 ? [`${pictures} cannot be opened.`] : []),
    ...(silent > 0 ? [`${recordings} cannot be played.`] : []),
  ];
}

/** Whether a recording opens, and can be heard at its end as well: no half counts. */
async function plays(key: AudioKey): Promise<boolean> {
  const element = new Audio();
  const happens = (name: string) =>
    new Promise<void>((resolve, reject) => {
      element.addEventListener(name, () => resolve(), { once: true });
      element.addEventListener('error', () => reject(element.error), { once: true });
      setTimeout(() => reject(new Error('it takes too long')), openLimit);
    });
  try {
    const opened = happens('loadedmetadata');
    element.src = `media://audio/${key}`;
    await opened;
    if (!Number.isFinite(element.duration)) return true;
    const atEnd = happens('seeked');
    element.currentTime = Math.max(0, element.duration - 0.5);
    await atEnd;
    return true;
  } catch {
    return false;
  } finally {
    element.removeAttribute('src');
    element.load();
  }
}

async function countUnreadable(keys: readonly ImageKey[]): Promise<number> {
  let unreadable = 0;
  for (let first = 0; first < keys.length; first += openAtOnce) {
    const opening = keys.slice(first, first + openAtOnce).map(async (key) => {
      const image = new Image();
      image.src = `media://image/${key}`;
      await image.decode();
    });
    const results = await Promise.allSettled(opening);
    unreadable += results.filter(({ status }) => status === 'rejected').length;
  }
  return unreadable;
}
