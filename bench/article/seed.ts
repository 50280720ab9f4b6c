import type { Page } from 'playwright';
import { processFeed } from '../../src/main/engine/process-feed';
import { libraryPortMessage } from '../../src/shared/contract/names';
import type { FeedId } from '../../src/shared/model/ids';
import { noMemory, type PollOutcome } from '../../src/shared/model/poll';

/** Later than any run: nothing is polled by itself while it is measured. */
const farOff = 30 * 86_400_000;

/**
 * Fills the library as main would, by delivering polls to its worker over a line of its own: whatever the database looks like, these
 * are articles as the app stores them. Each feed's document is read and sanitized once, and stored again and again under
 * other ids, addresses, titles and dates.
 *
 * The window has to be loaded anew afterwards: main's line to the library is closed.
 *
 * @param feeds all subscribed to already; @param rounds how often the articles of each are stored again
 */
export async function seedArticles(
  page: Page,
  feeds: readonly { readonly url: string; readonly document: string }[],
  rounds: number,
): Promise<void> {
  await page.evaluate((message) => {
    interface Answer {
      readonly type: string;
      readonly delivery?: number;
      readonly feeds?: readonly { readonly feedUrl: string; readonly feedId: string }[];
    }
    const channel = new MessageChannel();
    const waiting = new Map<number, (answer: Answer) => void>();
    const planned = new Promise<Map<string, string>>((resolve) => {
      channel.port1.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.type === 'plan')
          resolve(new Map((data.feeds ?? []).map(({ feedUrl, feedId }) => [feedUrl, feedId])));
        if (data.delivery !== undefined) waiting.get(data.delivery)?.(data);
      };
    });
    Object.assign(window, { benchLine: { port: channel.port1, waiting, planned, deliveries: 0 } });
    window.postMessage(message, window.location.origin, [channel.port2]);
  }, libraryPortMessage);

  for (const { url, document } of feeds) {
    const feed = await processFeed({ bytes: Buffer.from(document), contentType: null, url });
    const now = Date.now();
    const outcome: PollOutcome = {
      feedId: '' as FeedId,
      startedAt: now,
      finishedAt: now,
      status: 200,
      bytes: document.length,
      nextPollAt: now + farOff,
      nextPollReason: { code: 'new' },
      memory: noMemory,
      result: { kind: 'content', movedTo: null, validators: { etag: null, lastModified: null }, feed },
    };
    await page.evaluate(
      async ([feedUrl, template, times]) => {
        interface Line {
          readonly port: MessagePort;
          readonly waiting: Map<number, (answer: { readonly type: string }) => void>;
          readonly planned: Promise<Map<string, string>>;
          deliveries: number;
        }
        const line = (window as unknown as { benchLine: Line }).benchLine;
        const feedId = (await line.planned).get(feedUrl);
        const { result } = template;
        if (!feedId || result.kind !== 'content') throw new Error(`${feedUrl} is not subscribed to.`);
        const deliver = (round: number) => {
          const articles = result.feed.articles.map((article, place) => {
            const identity = `${feedId.slice(0, 8)}${(round * 1000 + place).toString(16).padStart(12, '0')}`;
            return {
              ...article,
              identity,
              address: identity,
              addressIdentity: null,
              guid: identity,
              url: `${article.url}?round=${round}`,
              title: `${article.title} (${round})`,
              publishedAt: (article.publishedAt ?? 0) - round * 86_400_000,
              contentHash: identity,
            };
          });
          line.deliveries += 1;
          const delivery = line.deliveries;
          const answered = new Promise<void>((resolve, reject) =>
            line.waiting.set(delivery, ({ type }) => {
              line.waiting.delete(delivery);
              if (type === 'poll-stored') resolve();
              else reject(new Error('A poll was refused.'));
            }),
          );
          const outcome = { ...template, feedId, result: { ...result, feed: { ...result.feed, articles } } };
          line.port.postMessage({ type: 'poll', delivery, outcome });
          return answered;
        };
        const inFlight = 4;
        for (let round = 1; round <= times; round += inFlight) {
          await Promise.all(
            Array.from({ length: Math.min(inFlight, times - round + 1) }, (_, step) => deliver(round + step)),
          );
        }
      },
      [url, outcome, rounds] as const,
    );
  }
}
