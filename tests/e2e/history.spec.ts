import { expect, test } from 'playwright/test';
import {
  type App,
  addFeed,
  launchApp,
  makeProfile,
  openArticle,
  option,
  readRows,
  refreshAll,
  saveArticle,
  showView,
} from '../helpers/app';
import { type FeedServer, fixture, startFeedServer } from '../helpers/feed-server';

/** What publishers change afterwards is told, and what was there before is kept. */

const profile = makeProfile();
const first = 'In praise of the second timetable';
const second = 'Against the second timetable';
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/papers.xml', 'essays.xml'));
  await showView(app.page, 'Slow Papers');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

async function publish(change: (feed: string) => string): Promise<void> {
  server.update('/papers.xml', change(fixture('essays.xml', server.origin).toString()));
  await refreshAll(app.page);
}

const dialog = () => app.page.getByRole('dialog', { name: 'Changes' });

test('A changed text and a changed headline are told in the list and above the article, with the words', async () => {
  await openArticle(app.page, first);
  await saveArticle(app.page);
  await publish((feed) => feed.replace('the people who wait for them', 'nobody in particular'));
  await expect(option(app.page, first)).toHaveAccessibleDescription(/text changed/);
  await app.page.getByRole('button', { name: 'Text changed' }).click();
  await expect(dialog().locator('del').first()).toBeVisible();
  await expect(dialog().locator('del')).toContainText(['people']);
  await expect(dialog().locator('ins')).toContainText(['nobody']);
  await app.page.keyboard.press('Escape');

  await publish((feed) =>
    feed.replace('the people who wait for them', 'nobody in particular').replace(first, second),
  );
  await expect(option(app.page, second)).toHaveAccessibleDescription(/saved, headline changed/);
  await app.page.getByRole('button', { name: 'Headline changed' }).click();
  await expect(dialog().locator('h3 ins').first()).toContainText('Against');
  await expect(dialog().locator('p del')).toHaveCount(0);
  // Any two can be compared: the first with the last shows both edits.
  await dialog().getByRole('combobox', { name: 'From' }).click();
  await app.page.getByRole('option', { name: /^Version 1,/ }).click();
  await expect(dialog().locator('p del').first()).toBeVisible();
  await expect(dialog().locator('h3 ins').first()).toBeVisible();
  await app.page.keyboard.press('Escape');
});

test('An edit nobody sees leaves no version, and the reader’s own marks stay', async () => {
  interface Row {
    readonly title: string;
  }
  const versions = async () => (await readRows<Row>(app.page, 'revisions')).length;
  const before = await versions();
  expect(before).toBe(2);
  await publish((feed) =>
    feed.replace('the people who wait for them', '<b>nobody</b> in particular').replace(first, second),
  );
  await expect.poll(versions).toBe(before);
  await expect(option(app.page, second)).toHaveAccessibleDescription(/saved/);
});
