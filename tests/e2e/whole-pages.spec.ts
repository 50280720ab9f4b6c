import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import type { FullTextRow } from '../../src/renderer/library/schema';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/**
 * Pages of many kinds on the whole way (fetched, decoded, found, sanitized, stored) against Readability alone, on the page as a
 * browser reads it: the words must be the same, so that nothing we do to a page costs or adds any.
 */

const folder = join(import.meta.dirname, '../fixtures/pages/whole');
const names = readdirSync(folder).map((file) => basename(file, '.html'));
/** What the page itself says it is written in; the server does not say. */
const encodings: Readonly<Record<string, string>> = {
  chinese: 'gbk',
  german: 'windows-1252',
  japanese: 'shift_jis',
};
const hostile = 'hostile';
const profile = makeProfile();
let server: FeedServer;
let app: App;
/** Where pages are read: the app's own window would hide their styles from Readability, which looks for what is hidden. */
let reader: Page;
let stored: ReadonlyMap<string, FullTextRow>;

const bytesOf = (name: string) => readFileSync(join(folder, `${name}.html`));

test.beforeAll(async () => {
  server = await startFeedServer();
  // Among the others, a page that fights whoever reads it: it may cost none of them.
  const traps = '<form name="documentElement"><input name="body"><input name="firstChild"></form>';
  const fight = `<html><body>${traps}${'<div>'.repeat(3_000)}${traps.repeat(500)}</body></html>`;
  const items = [hostile, ...names].map((name) => {
    const url = server.serve(`/whole/${name}`, {
      headers: { 'content-type': 'text/html' },
      body: name === hostile ? fight : bytesOf(name),
    });
    return `<item><title>${name}</title><link>${url}</link><guid isPermaLink="false">${name}</guid><description>It begins.</description></item>`;
  });
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Whole pages</title><link>${server.origin}/</link>${items.join('')}</channel></rss>`;
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serve('/whole.xml', { body: feed }));
  await app.page.getByRole('treeitem', { name: 'Whole pages', exact: true }).click({ button: 'right' });
  await app.page.getByRole('menuitemcheckbox', { name: 'Always show the full text' }).click();
  const settled = async () =>
    (await readRows<FullTextRow>(app.page, 'fullTexts')).filter(({ state }) => state !== 'pending');
  await expect.poll(async () => (await settled()).length, { timeout: 60_000 }).toBe(names.length + 1);
  const articles = await readRows<{ readonly id: string; readonly title: string }>(app.page, 'articles');
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  stored = new Map((await settled()).map((row) => [titles.get(row.id) ?? '', row]));
  const hidden = app.electron.windows().find((page) => page !== app.page);
  if (!hidden) throw new Error('The hidden window is not there.');
  reader = hidden;
  await reader.evaluate(readFileSync('node_modules/@mozilla/readability/Readability.js', 'utf8'));
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

/** The publisher's text of HTML, without the lines that stand in for players; with a space wherever an element begins or ends that is not part of a line. */
function textOf(html: string): Promise<string> {
  return reader.evaluate((source) => {
    const inline =
      'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rb ruby s samp small span strong sub sup time u var wbr font tt acronym strike mi mo mn msqrt math';
    const within = new Set(inline.split(' '));
    const read = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
      const text = [...node.childNodes].map(read).join('');
      return within.has((node as Element).localName) ? text : ` ${text} `;
    };
    const { body } = new DOMParser().parseFromString(source, 'text/html');
    for (const line of body.querySelectorAll('p.embed, p.post-link')) line.remove();
    return read(body);
  }, html);
}

function bareContent(html: string): Promise<string> {
  return reader.evaluate((source) => {
    const { Readability } = window as unknown as {
      Readability: new (page: Document) => { parse(): { readonly content: string } | null };
    };
    return new Readability(new DOMParser().parseFromString(source, 'text/html')).parse()?.content ?? '';
  }, html);
}

/** Words; in writing without spaces, characters. */
function tokens(text: string): readonly string[] {
  return (
    text.toLowerCase().match(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\p{L}\p{M}\p{N}]+/gu) ??
    []
  );
}

/** The tokens of `from` that `other` lacks, each as often as it lacks it. */
function beyond(from: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const token of other) left.set(token, (left.get(token) ?? 0) + 1);
  return from.filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count <= 0;
  });
}

test('A page that fights its readers is given up, and costs none of the others', () => {
  expect(stored.get(hostile)?.state).toBe('failed');
});

for (const name of names) {
  test(`The words of the page “${name}” are those that Readability finds in it`, async () => {
    const page = new TextDecoder(encodings[name] ?? 'utf-8').decode(bytesOf(name));
    const expected = tokens(await textOf(await bareContent(page)));
    const found = tokens(await textOf(stored.get(name)?.text?.html ?? ''));
    const lost = beyond(expected, found);
    const added = beyond(found, expected);
    const common = expected.length - lost.length;
    const f1 = (2 * common) / (expected.length + found.length);
    expect(expected.length).toBeGreaterThan(150);
    expect(f1, JSON.stringify({ f1, lost, added })).toBeGreaterThanOrEqual(0.99);
  });
}

test('After the hidden window has crashed, the next page is read in another', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isVisible()) window.webContents.forcefullyCrashRenderer();
    }
  });
  server.update(`/whole/${hostile}`, bytesOf('tables'));
  await showView(app.page, 'Whole pages');
  await openArticle(app.page, hostile);
  await app.page.getByRole('status').getByRole('button', { name: 'Try again' }).click();
  const article = app.page.frameLocator('iframe[title="Article"]');
  await expect(article.locator('.article-body')).toContainText('Gulls, damage by');
});
