import { test } from 'playwright/test';
import { addFeed, launchApp, makeProfile, openArticle, showView } from '../helpers/app';
import { startFeedServer } from '../helpers/feed-server';

test('look', async () => {
  const profile = makeProfile();
  const server = await startFeedServer();
  const app = await launchApp(profile.folder);
  await addFeed(app.page, server.serveFixture('/papers.xml', 'essays.xml'));
  await addFeed(app.page, server.serveFixture('/europe.xml', 'europe-desk.xml'));
  await showView(app.page, 'Slow Papers');
  await openArticle(app.page, 'What a lock keeper writes down');
  await app.page.waitForTimeout(1500);
  await app.electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Storage…')?.click();
  });
  await app.page.waitForTimeout(1000);
  await app.page.screenshot({ path: '/tmp/pic-storage.png' });
  await app.close();
  await server.close();
  profile.remove();
});
