import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { launchApp, makeProfile, readRows, type Subscription, tagArticle } from '../helpers/app';
import { startFeedServer } from '../helpers/feed-server';

/** Captured feeds of real publishers, where they lie beside the repository; they are not ours to ship. */
const folder = resolve(import.meta.dirname, '../../../shared/corpus/real');

/** The pictures of a captured feed, each one from us: their own servers are out of reach. */
function withOurPictures(text: string, origin: string): string {
  let count = 0;
  return text.replace(/https?:\/\/[^\s"'<>]+?\.(?:jpe?g|png|gif)(?=["'&?\s])/gi, () => {
    count += 1;
    return `${origin}/pictures/quay.jpg?number=${count}`;
  });
}

test('Twenty real feeds: subscribed, read, saved, tagged; and all there after a restart without the server', async () => {
  test.skip(!existsSync(folder), 'The captured feeds are not beside the repository.');
  const server = await startFeedServer();
  const profile = makeProfile();
  // Feeds that stay broken on purpose are not for reading; newspapers come first.
  const files = readdirSync(folder)
    .filter((name) => !/malformed|empty-base|fragment-base/.test(name))
    .toSorted((a, b) => Number(b.includes('__news__')) - Number(a.includes('__news__')))
    .slice(0, 20);
  const subscriptions: Subscription[] = files.map((name) => {
    const bytes = readFileSync(join(folder, name));
    const utf8 = !/encoding=["'](?!utf-8)/i.test(bytes.toString('latin1', 0, 200));
    const body = utf8 ? withOurPictures(bytes.toString(), server.origin) : new Uint8Array(bytes);
    return { feedUrl: server.serve(`/${name}`, { body, headers: { 'content-type': 'application/xml' } }) };
  });
  let app = await launchApp(profile.folder, { subscriptions });
  try {
    const tree = app.page.getByRole('tree', { name: 'Subscriptions' });
    const feeds = tree.locator('[role="treeitem"]').filter({ hasNotText: /^(Today|Unread|Saved)/ });
    await expect(feeds).toHaveCount(20);
    await expect
      .poll(() => app.page.evaluate(() => window.broadsheet.invoke('refresh.progress', null)), {
        timeout: 60_000,
      })
      .toMatchObject({ ok: true, value: { state: 'idle', done: 20, failed: 0 } });
    for (const { title, articleCount } of await readRows<{ title: string; articleCount: number }>(
      app.page,
      'feeds',
    )) {
      expect(articleCount, title).toBeGreaterThan(0);
      await expect(app.page.getByRole('treeitem', { name: title, exact: true })).toBeVisible();
    }

    await app.page.getByRole('treeitem', { name: 'Unread', exact: true }).click();
    const frame = app.page.frameLocator('iframe[title="Article"]');
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await app.page.keyboard.press('j');
      const selected = app.page.locator('[role="option"][aria-selected="true"]');
      await expect(selected).not.toHaveAttribute('id', ids.at(-1) ?? '');
      ids.push((await selected.getAttribute('id')) ?? '');
      await expect(frame.getByRole('heading', { level: 1 })).toHaveText(
        (await selected.getAttribute('aria-label')) ?? '',
      );
      await app.page.keyboard.press('s');
      await expect(selected).toHaveAttribute('aria-description', /\bread, saved$/);
    }
    await tagArticle(app.page, 'Kept');
    const total = async () => {
      await app.page.getByRole('treeitem', { name: 'Unread', exact: true }).click();
      return app.page.getByRole('treeitem', { name: 'Unread', exact: true }).getAttribute('aria-description');
    };
    // As it is on disk: the sidebar follows a moment later.
    const feedRows = await readRows<{ unreadCount: number }>(app.page, 'feeds');
    const unread = `${feedRows.reduce((sum, { unreadCount }) => sum + unreadCount, 0)} unread`;
    await expect.poll(total).toBe(unread);

    await app.close();
    await server.close();
    app = await launchApp(profile.folder);
    await expect.poll(total).toBe(unread);
    await app.page.getByRole('treeitem', { name: 'Saved', exact: true }).click();
    const saved = app.page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
    await expect(saved).toHaveCount(5);
    for (const id of ids) await expect(app.page.locator(`[id="${id}"]`)).toBeVisible();
    await app.page.getByRole('treeitem', { name: 'Kept', exact: true }).click();
    await expect(saved).toHaveCount(1);
    await saved.click();
    await expect(
      app.page.frameLocator('iframe[title="Article"]').getByRole('heading', { level: 1 }),
    ).toHaveText((await saved.getAttribute('aria-label')) ?? '');

    // Every picture that was fetched while there was a network is drawn without one.
    const stored = (await readRows<{ key: string; state: string }>(app.page, 'images')).filter(
      ({ state }) => state === 'stored',
    );
    expect(stored.length).toBeGreaterThan(20);
    const drawn = await app.page.evaluate(
      async (keys) => {
        const results = await Promise.all(
          keys.map(
            (key) =>
              new Promise<boolean>((done) => {
                const image = new Image();
                image.onload = () => done(image.naturalWidth > 0);
                image.onerror = () => done(false);
                image.src = `media://image/${key}`;
              }),
          ),
        );
        return results.filter(Boolean).length;
      },
      stored.map(({ key }) => key),
    );
    expect(drawn).toBe(stored.length);
  } finally {
    await app.close();
    await server.close();
    profile.remove();
  }
});
