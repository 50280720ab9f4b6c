import { assertNever } from '../../shared/assert-never';
import type { FromLibrary, ToLibrary } from '../../shared/contract/library-port';
import type { SettledFullText } from '../../shared/model/full-text';
import type { PollOutcome } from '../../shared/model/poll';
import { askForBrokenAudio, askForPendingAudio, keepEpisodes, settleAudio } from './audio';
import { askForFullTexts, askForPendingFullTexts, settleFullTexts } from './full-texts';
import { createWishTimer, grantWishes } from './image-wishes';
import {
  askForImages,
  askForPendingImages,
  dropImages,
  noteMissing,
  type RetryList,
  settleImages,
} from './images';
import type { LibraryContext } from './library-context';
import { plannedFeed, readFolderIntervals } from './plan';
import { createPollInbox } from './poll-inbox';
import { logSkips } from './poll-log';
import { type StoredPolls, storePolls } from './writer';

const textsAtATime = 20;

/** The library's end of the line to main. */
export interface MainLink {
  /** Takes the line and tells main the plan; an earlier line is closed. */
  attach(port: MessagePort): Promise<void>;
  tell(message: FromLibrary): void;
}

/** @param onImagesStored told how many bytes of pictures arrived */
export function createMainLink(
  baseContext: Omit<LibraryContext, 'tell'>,
  onImagesStored: (bytes: number) => void,
): MainLink {
  let current: MessagePort | null = null;
  const context: LibraryContext = { ...baseContext, tell };
  const { database } = context;
  const retries: RetryList = new Map();
  const wishes = createWishTimer(context);

  const inbox = createPollInbox(
    (outcomes) => storePolls(database, outcomes),
    (stored, outcomes) => {
      if (stored.wished) wishes.noteWish();
      dropImages(context, stored.unwanted);
      askForFullTexts(context, stored.wantedTexts);
      // The feed answered, so the network is back: pictures it failed are worth another try.
      for (const [place, { result }] of outcomes.entries()) {
        const feedUrl = stored.polls[place]?.feed?.feedUrl;
        if (!feedUrl || result.kind === 'failed') continue;
        askForImages(context, [...(retries.get(feedUrl)?.values() ?? [])]);
        retries.delete(feedUrl);
      }
      followEpisodes(stored, outcomes).catch((error: unknown) => {
        // The next poll asks again.
        console.warn('The episodes of some feeds could not be asked for.', error);
      });
    },
  );

  /** Once a feed has answered: its recordings that broke off, and its new episodes where they are kept. */
  async function followEpisodes(stored: StoredPolls, outcomes: readonly PollOutcome[]): Promise<void> {
    const answered = outcomes.filter(
      ({ result }, place) => result.kind !== 'failed' && stored.polls[place]?.feed,
    );
    await askForBrokenAudio(context, new Set(answered.map(({ feedId }) => feedId)));
    for (const feedId of stored.newEpisodes) await keepEpisodes(context, feedId);
  }

  function tell(message: FromLibrary): void {
    current?.postMessage(message);
  }

  const settledTexts: SettledFullText[] = [];
  let writingTexts = false;

  /** Those that arrive while some are written are written together: a transaction costs more than what is in it. */
  async function writeTexts(): Promise<void> {
    writingTexts = true;
    while (settledTexts.length > 0) {
      await settleFullTexts(context, settledTexts.splice(0, textsAtATime)).catch((error: unknown) => {
        console.warn('The whole text of some articles could not be stored.', error);
      });
    }
    writingTexts = false;
  }

  function receive(port: MessagePort, message: ToLibrary): void {
    switch (message.type) {
      case 'poll': {
        const { delivery, outcome } = message;
        inbox.push({ delivery, outcome, reply: (answer) => port.postMessage(answer) });
        return;
      }
      case 'polls-skipped':
        logSkips(database, message.skips).catch((error: unknown) => {
          console.warn('Why some feeds were not polled could not be stored.', error);
        });
        return;
      case 'images-settled':
        settleImages(context, message.images, retries)
          .then(({ bytes }) => onImagesStored(bytes))
          .catch((error: unknown) => {
            // They stay pending, and are asked for again at the next start.
            console.warn('What became of some pictures could not be stored.', error);
          });
        return;
      case 'images-missing':
        noteMissing(context, message.keys).catch((error: unknown) => {
          // They are found missing again the next time they are shown.
          console.warn('That some pictures are missing could not be stored.', error);
        });
        return;
      case 'audio-settled':
        settleAudio(context, message.settled).catch((error: unknown) => {
          console.warn('What became of a recording could not be stored.', error);
        });
        return;
      case 'full-text-settled':
        settledTexts.push(message.settled);
        if (!writingTexts) void writeTexts();
        return;
      default:
        assertNever(message);
    }
  }

  return {
    tell,
    async attach(port) {
      current?.close();
      // What is told before the plan would be about feeds main does not know yet.
      current = null;
      const feeds = (await database.feeds.toArray()).filter((feed) => feed.unsubscribedAt === null);
      const intervals = await readFolderIntervals(database);
      current = port;
      tell({ type: 'plan', feeds: feeds.map((feed) => plannedFeed(feed, intervals)) });
      port.onmessage = (event: MessageEvent<ToLibrary>) => receive(port, event.data);
      await grantWishes(context);
      await askForPendingImages(context);
      await askForPendingAudio(context);
      await askForPendingFullTexts(context);
    },
  };
}
