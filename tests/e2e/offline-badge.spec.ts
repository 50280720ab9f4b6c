import { readFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  // One of the two pictures is refused, until the publisher thinks better of it.
  server.serve('/pictures/bakery.jpg', (_request, response) => response.writeHead(403).end());
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/papers.xml', 'essays.xml'));
  await showView(app.page, 'Slow Papers');
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const badge = () => app.page.getByRole('button', { name: /^Offline: / });

test('The badge says what is missing and why, and what is brought by trying again', async () => {
  await openArticle(app.page, 'What a lock keeper writes down');
  await expect(badge()).toHaveAccessibleName('Offline: 1 of 2 pictures missing');
  await badge().click();
  const details = app.page.getByRole('dialog', { name: 'Without a network' });
  await expect(details).toContainText('1 picture: The server refuses access (403).');
  server.serve('/pictures/bakery.jpg', {
    body: readFileSync('tests/fixtures/pictures/bakery.jpg'),
    headers: { 'content-type': 'image/jpeg' },
  });
  await details.getByRole('button', { name: 'Try again' }).click();
  await expect(details).toContainText('The text and every picture are on this computer.');
  await app.page.keyboard.press('Escape');
  await expect(badge()).toHaveAccessibleName('Offline: whole');
});

test('What the feed only begins is not called whole', async () => {
  await openArticle(app.page, 'In praise of the second timetable');
  await expect(badge()).toHaveAccessibleName('Offline: only the beginning');
});
