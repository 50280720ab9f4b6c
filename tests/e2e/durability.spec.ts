import { expect, type Page, test } from 'playwright/test';
import { expectRefreshed, launchApp, makeProfile, option, type Subscription } from '../helpers/app';
import { type FeedServer, makeFeed, startFeedServer } from '../helpers/feed-server';

const feeds = 24;
const articles = 10;
const rounds = 10;

/** What is stored, read straight from the database: each article's id, feed, title and the reader's part. */
interface Stored {
  readonly id: string;
  readonly title: string;
  readonly unread: number;
  readonly saved: number;
  readonly tags: number;
}

function readStored(page: Page): Promise<readonly Stored[]> {
  return page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(found?.name ?? '');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
      const request = database.transaction('articles').objectStore('articles').getAll();
      request.onsuccess = () => resolve(request.result as Record<string, unknown>[]);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return rows.map((row) => ({
      id: String(row.id),
      title: String(row.title),
      unread: Number(row.unread),
      saved: Number(row.saved),
      tags: (row.tagIds as unknown[]).length,
    }));
  });
}

function publish(index: number, edition: number): string {
  return makeFeed({ title: `Feed ${index}`, items: articles + edition, seed: index + 1 });
}

test('Ten times the power goes during a refresh: nothing acknowledged is lost, nothing is doubled, and the next refresh completes', async () => {
  test.setTimeout(300_000);
  const servers = await Promise.all(Array.from({ length: 4 }, () => startFeedServer()));
  const profile = makeProfile();
  const at = (index: number) => servers[index % servers.length] as FeedServer;
  try {
    const subscriptions: Subscription[] = Array.from({ length: feeds }, (_, index) => ({
      feedUrl: at(index).serve(`/feed-${index}`, { body: publish(index, 0) }),
    }));
    let app = await launchApp(profile.folder, subscriptions);
    await expect(app.page.getByRole('treeitem', { name: `Feed ${feeds - 1}`, exact: true })).toBeVisible();
    await expectRefreshed(app.page);

    const acknowledged = new Set<string>();
    for (let round = 1; round <= rounds; round += 1) {
      // Each edition of a feed has one article more; some feeds answer only when they are let.
      for (let index = 0; index < feeds; index += 1)
        at(index).update(`/feed-${index}`, publish(index, round));
      const held = (round * 7) % feeds;
      const release = at(held).gate(`/feed-${held}`);
      const before = at(held).requestsTo(`/feed-${held}`).length;

      const { page } = app;
      const known = await readStored(page);
      await page.getByRole('button', { name: 'Refresh all' }).click();
      await at(held).whenRequested(`/feed-${held}`, before + 1);

      // An act of the reader in the middle of it, acknowledged by what the window shows.
      const row = page.getByRole('listbox', { name: 'Articles' }).getByRole('option').first();
      const title = (await row.getAttribute('aria-label')) ?? '';
      await option(page, title).first().click();
      await expect(page.getByRole('button', { name: 'Mark as read' })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      const save = page.getByRole('button', { name: 'Save', exact: true });
      if ((await save.getAttribute('aria-pressed')) === 'false') await save.click();
      await expect(save).toHaveAttribute('aria-pressed', 'true');
      acknowledged.add(title);
      if (round % 2 === 0) release();
      await app.kill();
      release();

      app = await launchApp(profile.folder);
      const after = await readStored(app.page);
      const ids = new Set(after.map(({ id }) => id));
      expect(ids.size, 'no article is doubled').toBe(after.length);
      expect(
        known.filter(({ id }) => !ids.has(id)),
        'no stored article is lost',
      ).toEqual([]);
      const kept = after
        .filter(({ saved, unread }) => saved === 1 && unread === 0)
        .map((stored) => stored.title);
      expect(new Set(kept), 'what was saved and read still is').toEqual(acknowledged);
    }

    await app.page.getByRole('button', { name: 'Refresh all' }).click();
    await expectRefreshed(app.page);
    await expect.poll(async () => (await readStored(app.page)).length).toBe(feeds * (articles + rounds));
    await app.close();
  } finally {
    await Promise.all(servers.map((server) => server.close()));
    profile.remove();
  }
});
