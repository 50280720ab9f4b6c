import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** What follows readers is taken out of articles, and the reader is told what it was. */

const profile = makeProfile();
let feeds: FeedServer;
/** Stands for those who count readers: nobody may ask it anything. */
let counters: FeedServer;
let app: App;

test.beforeAll(async () => {
  [feeds, counters] = await Promise.all([startFeedServer(), startFeedServer()]);
  app = await launchApp(profile.folder);
  const tracked = `<p>Ferries run late. <a href="{{origin}}/timetable?line=4&amp;utm_source=rss&amp;fbclid=abc" ping="${counters.origin}/click">The timetable</a></p>
    <img src="${counters.origin}/open?reader=42" width="1" height="1"><script src="${counters.origin}/widget.js"></script>
    <iframe src="${counters.origin}/frame"></iframe>`;
  const item = (title: string, html: string) =>
    `<item><title>${title}</title><link>{{origin}}/${title.toLowerCase()}?utm_campaign=feed</link><guid isPermaLink="false">${title}</guid><description><![CDATA[${html}]]></description></item>`;
  const plain = '<p>Nothing follows whoever reads this.</p>';
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><link>{{origin}}/</link>${item('Tracked', tracked)}<item><title>Plain</title><guid isPermaLink="false">plain</guid><description><![CDATA[${plain}]]></description></item></channel></rss>`;
  await addFeed(app.page, feeds.serve('/harbour', { body }));
});

test.afterAll(async () => {
  await app.close();
  await Promise.all([feeds.close(), counters.close()]);
  profile.remove();
});

test('An article says which trackers were removed, and whom it would have told', async () => {
  await openArticle(app.page, 'Tracked');
  // Two parameters of a link, one of the article’s own address, a ping, a pixel.
  await app.page.getByRole('button', { name: '5 trackers removed' }).click();
  const popover = app.page.getByRole('dialog', { name: '5 trackers removed' });
  await expect(popover.getByRole('list').first().getByRole('listitem')).toHaveText([
    '1 picture that counts readers',
    '3 marks in links that tell where you came from',
    '1 link that reports its clicks elsewhere',
    '1 script',
    '1 frame of another site, shown as a link',
  ]);
  await expect(
    popover.getByRole('list', { name: 'Sites that were not told' }).getByRole('listitem'),
  ).toHaveText(['127.0.0.1']);
  await app.page.keyboard.press('Escape');
  await expect(popover).toBeHidden();
});

test('Of an article without trackers it says nothing', async () => {
  await openArticle(app.page, 'Plain');
  await expect(app.page.getByRole('button', { name: 'Open in browser' })).toBeVisible();
  await expect(app.page.getByRole('button', { name: /removed$/ })).toHaveCount(0);
});

test('Links leave without what tells where the reader comes from, and nobody was asked anything', async () => {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedUrls: opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  const opened = () =>
    app.electron.evaluate(() => (globalThis as unknown as { openedUrls: string[] }).openedUrls);
  const article = await openArticle(app.page, 'Tracked');
  await article.getByText('The timetable').click();
  await expect.poll(opened).toEqual([`${feeds.origin}/timetable?line=4`]);
  await app.page.keyboard.press('b');
  await expect.poll(opened).toEqual([`${feeds.origin}/timetable?line=4`, `${feeds.origin}/tracked`]);
  expect(counters.requests).toEqual([]);
  const articles = await readRows<{ title: string; url: string | null }>(app.page, 'articles');
  expect(articles.find(({ title }) => title === 'Tracked')?.url).toBe(`${feeds.origin}/tracked`);
});
