import { test } from 'playwright/test';
import { content, image, poll, polledArticle } from '../../unit/library/library-rows';
import { buildLab, dataFolder, launchLab } from './library-lab';
test('perf', async () => {
  test.setTimeout(300000);
  const built = await buildLab(); const data = dataFolder();
  const lab = await launchLab(built.app, data.folder);
  const now = Date.now();
  const subs = Array.from({ length: 100 }, (_, n) => ({ feedUrl: `https://n${n}.example/f`, title: `n${n}`, folder: `d${n % 20}` }));
  const made: any = await lab.page.evaluate((s) => window.lab.library.subscribeBare(s), subs);
  const text = 'word '.repeat(500);
  const t = await lab.page.evaluate(async ({ ids, tpl, now }) => {
    const out: any = {};
    const mk = (id: string, n: number) => ({ ...tpl, feedId: id, result: { ...tpl.result, feed: { ...(tpl.result as any).feed, articles: (tpl.result as any).feed.articles.map((a: any, i: number) => ({ ...a, publishedAt: now - (i * 500 + n) * 60000 })) } } });
    await window.lab.deliver(ids.map((id: any, n: number) => mk(id, n) as any));
    const { library } = window.lab;
    const db: IDBDatabase = await new Promise((r) => { const q = indexedDB.open('broadsheet'); q.onsuccess = () => r(q.result); });
    const all: any[] = await new Promise((r) => { const q = db.transaction('articles').objectStore('articles').getAll(); q.onsuccess = () => r(q.result); });
    for (const dur of ['strict', 'relaxed'] as const) for (const unread of [0, 1]) {
      const s = performance.now();
      for (let i = 0; i < all.length; i += 500) await new Promise<void>((r) => { const tx = db.transaction('articles', 'readwrite', { durability: dur }); const st = tx.objectStore('articles'); for (const row of all.slice(i, i + 500)) st.put({ ...row, unread }); tx.oncomplete = () => r(); });
      out['native ' + dur + unread] = performance.now() - s;
    }
    let s = performance.now(); const m: any = await library.markAllRead({ kind: 'unread' }); out.markAll = [m.value.length, performance.now() - s];
    s = performance.now(); await library.setRead(m.value, false); out.unmark = performance.now() - s;
    return out;
  }, { ids: made.value, tpl: poll('x', content(Array.from({ length: 40 }, (_, i) => polledArticle(`a${i}`, { text: text.slice(0, 300), body: { html: text, language: 'en', leadImage: null, images: [image(i)], enclosures: [] } } as any))), { finishedAt: now }), now });
  console.log(JSON.stringify(t));
  await lab.close(); data.remove(); built.remove();
});
