import { articleTitle } from '../../../shared/model/article';
import { type Recording, recordingsOf } from '../../../shared/model/audio';
import { feedTitle } from '../../../shared/model/feed';
import type { ArticleId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import { library, queries } from '../../library/connect';
import { notePlace, placeOf, usePlayback, usePlayer } from '../../state/player';
import { useReading } from '../../state/reading';
import { say, sayProblem } from '../../ui/toaster';
import { followSystem } from './media-session';

/**
 * The one player of the window. It plays what is on this computer, or on its way there, and only when the reader asked: nothing else
 * calls {@link playRecording}.
 */

const element = new Audio();
element.preload = 'auto';

/** Seconds of playing between two notes of the place. */
const noteEvery = 5;

/** Whether the element holds the episode, so that it could play at once. */
let loaded = false;
/** Its file was asked for anew, after the element could not play what was said to be here. */
let askedAnew = false;
let notedAt = 0;

/** Plays a recording of an article, from where the reader stopped; the one that plays already is paused. */
export async function playRecording(articleId: ArticleId, url: string): Promise<void> {
  const { episode } = usePlayer.getState();
  if (episode?.url === url && episode.articleId === articleId) {
    await togglePlaying();
    return;
  }
  const [article] = await queries.readArticles([articleId]);
  const body = await queries.readBody(articleId);
  if (!article || !body) return;
  const asked = await library.requestAudio(articleId, url, { urgent: true, again: false });
  if (!asked.ok) {
    sayProblem(asked.problem);
    return;
  }
  unload();
  const feed = await queries.readFeed(article.feedId);
  const recording = recordingsOf(body).find((one) => one.url === url);
  usePlayer.setState({
    episode: {
      key: asked.value,
      url,
      articleId,
      title: articleTitle(article),
      feedTitle: feed ? feedTitle(feed) : '',
      duration: recording?.duration ?? null,
    },
  });
  usePlayback.setState({ state: 'waiting', time: placeOf(asked.value), problem: null });
}

export async function togglePlaying(): Promise<void> {
  const { episode } = usePlayer.getState();
  const { state, problem } = usePlayback.getState();
  if (!episode) {
    await playOpenArticle();
    return;
  }
  if (state !== 'paused') {
    pause();
    return;
  }
  usePlayback.setState({ state: 'waiting', problem: null });
  if (loaded) {
    await start();
    return;
  }
  // It may have been removed, or have failed to come: the player waits for it as for any other.
  const asked = await library.requestAudio(episode.articleId, episode.url, {
    urgent: true,
    again: problem !== null,
  });
  if (!asked.ok) fail(asked.problem);
}

async function playOpenArticle(): Promise<void> {
  const { openId } = useReading.getState();
  const body = openId ? await queries.readBody(openId) : undefined;
  const first: Recording | undefined = body && recordingsOf(body)[0];
  if (openId && first) await playRecording(openId, first.url);
  else say('No recording in this article');
}

/** Falls silent; an episode on its way is kept, and does not begin by itself. */
export function pause(): void {
  element.pause();
  usePlayback.setState({ state: 'paused' });
  noteTime();
}

/** The bytes of the episode are here, or enough of them: plays if the reader still wants to hear it. */
export function whenPlayable(): void {
  const { episode } = usePlayer.getState();
  if (!episode || loaded || usePlayback.getState().state === 'paused') return;
  loaded = true;
  element.src = `media://audio/${episode.key}`;
  element.load();
  void start();
}

/** What the reader waits for does not come, for now. */
export function stopWaiting(): void {
  if (!loaded && usePlayback.getState().state === 'waiting') usePlayback.setState({ state: 'paused' });
}

async function start(): Promise<void> {
  try {
    await element.play();
  } catch {
    // Told by the `error` event, or paused meanwhile.
  }
}

function fail(problem: Problem): void {
  unload();
  usePlayback.setState({ state: 'paused', problem });
}

/** Takes the episode out of the element; its place is kept. */
function unload(): void {
  noteTime();
  loaded = false;
  element.removeAttribute('src');
  element.load();
}

export function closePlayer(): void {
  unload();
  askedAnew = false;
  usePlayer.setState({ episode: null });
  usePlayback.setState({ state: 'paused', time: 0, problem: null });
}

/** @param seconds bounded by the recording */
export function seek(seconds: number): void {
  const { episode } = usePlayer.getState();
  if (!episode) return;
  const time = Math.max(0, Math.min(seconds, episode.duration ?? seconds));
  if (loaded && element.readyState > HTMLMediaElement.HAVE_NOTHING) element.currentTime = time;
  usePlayback.setState({ time });
  notePlace(episode.key, time);
}

export function skip(seconds: number): void {
  seek(usePlayback.getState().time + seconds);
}

export function setSpeed(speed: number): void {
  usePlayer.setState({ speed });
  element.playbackRate = speed;
}

function noteTime(): void {
  const { episode } = usePlayer.getState();
  const { time } = usePlayback.getState();
  if (!episode || !loaded) return;
  notedAt = time;
  // Heard to its end, it begins anew the next time.
  notePlace(episode.key, element.ended ? null : time);
}

element.addEventListener('loadedmetadata', () => {
  const { episode, speed } = usePlayer.getState();
  const { time } = usePlayback.getState();
  if (!episode) return;
  element.playbackRate = speed;
  if (time > 0) element.currentTime = time;
  noteDuration();
});
element.addEventListener('durationchange', noteDuration);

/** The recording itself knows best how long it is. */
function noteDuration(): void {
  const { episode } = usePlayer.getState();
  const { duration } = element;
  if (episode && Number.isFinite(duration) && duration > 0 && episode.duration !== duration) {
    usePlayer.setState({ episode: { ...episode, duration } });
  }
}

element.addEventListener('timeupdate', () => {
  // Before the recording has been brought to its place, its time says nothing.
  if (!loaded || element.seeking || element.readyState < HTMLMediaElement.HAVE_METADATA) return;
  const time = element.currentTime;
  usePlayback.setState({ time });
  if (Math.abs(time - notedAt) >= noteEvery) noteTime();
});
element.addEventListener('playing', () => {
  // Told of a moment before the reader paused it.
  if (element.paused) return;
  askedAnew = false;
  usePlayback.setState({ state: 'playing', problem: null });
});
element.addEventListener('waiting', () => {
  if (!element.paused) usePlayback.setState({ state: 'waiting' });
});
// A media key or the system may pause it, not only the bar.
element.addEventListener('pause', () => {
  if (loaded && usePlayback.getState().state === 'playing') usePlayback.setState({ state: 'paused' });
});
element.addEventListener('ended', () => {
  noteTime();
  usePlayback.setState({ state: 'paused' });
});
element.addEventListener('error', () => void whenBroken());
window.addEventListener('pagehide', noteTime);

/** The element could not read on: the file is gone, stopped coming, or is in a form it does not know. */
async function whenBroken(): Promise<void> {
  const { episode } = usePlayer.getState();
  const { state } = usePlayback.getState();
  if (!episode || !loaded) return;
  noteTime();
  loaded = false;
  const row = await queries.readOneAudio(episode.key);
  if (row?.state !== 'stored') {
    // It broke off while it came: it goes on when more is here.
    if (state !== 'paused') usePlayback.setState({ state: 'waiting' });
    return;
  }
  if (askedAnew || state === 'paused') {
    askedAnew = false;
    fail({ code: 'audio-unplayable' });
    return;
  }
  askedAnew = true;
  const { articleId, url } = episode;
  const asked = await library.requestAudio(articleId, url, { urgent: true, again: true });
  if (!asked.ok) fail(asked.problem);
}

followSystem({ toggle: () => void togglePlaying(), skip, seek });
