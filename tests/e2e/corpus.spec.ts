import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { expectRefreshed, launchApp, makeProfile, type Subscription } from '../helpers/app';
import { startFeedServer } from '../helpers/feed-server';

/** Captured feeds of real publishers, where they lie beside the repository; they are not ours to ship. */
const folder = resolve(import.meta.dirname, '../../../shared/corpus/real');

/** The pictures of a captured feed, from us: their own servers are out of reach. */
function withOurPictures(text: string, origin: string): string {
  return text.replace(
    /https?:\/\/[^\s"'<>]+?\.(?:jpe?g|png|gif)(?=["'&?\s])/gi,
    `${origin}/pictures/quay.jpg`,
  );
}

test('Twenty real feeds: subscribed, read, saved, tagged; and all there after a restart without the server', async () => {
  test.skip(!existsSync(folder), 'The captured feeds are not beside the repository.');
  const server = await startFeedServer();
  const profile = makeProfile();
  const files = readdirSync(folder)
    .filter((name) => !/malformed|empty-base|fragment-base/.test(name))
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
    await expectRefreshed(app.page);

    await app.page.getByRole('treeitem', { name: 'Unread', exact: true }).click();
    const frame = app.page.frameLocator('iframe[title="Article"]');
    const titles: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await app.page.keyboard.press('j');
      const selected = app.page.locator('[role="option"][aria-selected="true"]');
      await expect(selected).toHaveCount(1);
      const title = (await selected.getAttribute('aria-label')) ?? '';
      expect(titles).not.toContain(title);
      await expect(frame.getByRole('heading', { level: 1 })).toHaveText(title);
      titles.push(title);
      await app.page.keyboard.press('s');
      await expect(app.page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
    }
    await app.page.getByRole('button', { name: 'Tags', exact: true }).click();
    await app.page.getByRole('combobox', { name: 'Tag' }).fill('Kept');
    await app.page.getByRole('combobox', { name: 'Tag' }).press('Enter');
    await expect(app.page.getByRole('treeitem', { name: 'Kept', exact: true })).toBeVisible();
    await app.page.keyboard.press('Escape');
    const total = async () => {
      await app.page.getByRole('treeitem', { name: 'Unread', exact: true }).click();
      return app.page.getByRole('treeitem', { name: 'Unread', exact: true }).getAttribute('aria-description');
    };
    const unread = await total();

    await app.close();
    await server.close();
    app = await launchApp(profile.folder);
    await expect.poll(total).toBe(unread);
    await app.page.getByRole('treeitem', { name: 'Saved', exact: true }).click();
    const saved = app.page.getByRole('listbox', { name: 'Articles' }).getByRole('option');
    await expect(saved).toHaveCount(5);
    for (const title of titles)
      await expect(saved.and(app.page.getByRole('option', { name: title, exact: true }))).toHaveCount(1);
    await app.page.getByRole('treeitem', { name: 'Kept', exact: true }).click();
    await expect(saved).toHaveCount(1);
    await saved.first().click();
    await expect(
      app.page.frameLocator('iframe[title="Article"]').getByRole('heading', { level: 1 }),
    ).toHaveText(titles.at(-1) ?? '');

    // Every picture that was fetched while there was a network is drawn without one.
    const pictures = await app.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        void indexedDB.databases().then(([found]) => {
          const request = indexedDB.open(found?.name ?? '');
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error);
        });
      });
      const rowsOf = await new Promise<{ key: string; state: string }[]>((done) => {
        const request = database.transaction('images').objectStore('images').getAll();
        request.onsuccess = () => done(request.result as { key: string; state: string }[]);
      });
      const stored = rowsOf.filter(({ state }) => state === 'stored');
      const drawn = await Promise.all(
        stored.map(
          ({ key }) =>
            new Promise<boolean>((done) => {
              const image = new Image();
              image.onload = () => done(true);
              image.onerror = () => done(false);
              image.src = `media://image/${key}`;
            }),
        ),
      );
      return { stored: stored.length, drawn: drawn.filter(Boolean).length };
    });
    expect(pictures.stored).toBeGreaterThan(0);
    expect(pictures.drawn).toBe(pictures.stored);
  } finally {
    await app.close();
    await server.close();
    profile.remove();
  }
});
