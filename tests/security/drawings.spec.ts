import { expect, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, readRows } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';

/** Hostile drawings on the whole way: fetched as pictures, stored, shown, and looked at closely once more. */

const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const shape = '<rect width="40" height="40" fill="teal"/>';
const tenfold = (depth: number, make: (level: number) => string) =>
  Array.from({ length: depth }, (_, level) => make(level + 1)).join('');

/** Each tries something; `shown` tells whether what is left of it is still a picture. */
const drawings: Readonly<Record<string, { readonly svg: string; readonly shown: boolean }>> = {
  script: {
    svg: `<svg ${ns} width="40" height="40" onload="fetch('{{origin}}/leak?load')"><script>top.document.title='owned';fetch('{{origin}}/leak?script')</script><script href="{{origin}}/leak?src"/>${shape}</svg>`,
    shown: true,
  },
  references: {
    svg: `<svg ${ns} width="40" height="40"><image href="{{origin}}/leak?image" width="9" height="9"/><image xlink:href="{{origin}}/leak?xlink" width="9" height="9"/><use href="{{origin}}/leak?use#a"/><rect fill="url({{origin}}/leak?fill#a)" width="9" height="9"/><filter id="f"><feImage href="{{origin}}/leak?filter"/></filter><g filter="url(#f)">${shape}</g></svg>`,
    shown: true,
  },
  style: {
    svg: `<?xml-stylesheet href="{{origin}}/leak?pi"?><svg ${ns} width="40" height="40"><style>@import url({{origin}}/leak?import);@font-face{font-family:x;src:url({{origin}}/leak?font)}text{font-family:x;background:url({{origin}}/leak?background)}rect{cursor:url({{origin}}/leak?cursor),auto}</style><text x="1" y="9">x</text>${shape}</svg>`,
    shown: true,
  },
  foreign: {
    svg: `<svg ${ns} width="40" height="40"><foreignObject width="40" height="40"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="{{origin}}/leak?frame"></iframe><img src="{{origin}}/leak?img"/><form action="{{origin}}/leak?form"><input name="x"/></form></body></foreignObject>${shape}</svg>`,
    shown: true,
  },
  movement: {
    svg: `<svg ${ns} width="40" height="40"><style>@keyframes x{to{background:url({{origin}}/leak?keyframe)}}rect{animation:x 1ms}</style><rect width="9" height="9"><animate attributeName="fill" values="red;blue" dur="1ms" repeatCount="indefinite"/><set attributeName="href" to="{{origin}}/leak?set"/></rect><a href="{{origin}}/leak?link">${shape}</a></svg>`,
    shown: true,
  },
  entities: {
    svg: `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(1000)}">${tenfold(9, (level) => `<!ENTITY ${'abcdefghij'[level]} "${`&${'abcdefghij'[level - 1]};`.repeat(10)}">`)}<!ENTITY z SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "{{origin}}/leak?entity">%y;]><svg ${ns} width="40" height="40"><text>&j;&z;</text>${shape}</svg>`,
    shown: true,
  },
  size: {
    svg: `<svg ${ns} width="1000000000" height="1000000000" viewBox="0 0 40 40">${shape}</svg>`,
    shown: true,
  },
  uses: {
    svg: `<svg ${ns} width="40" height="40"><g id="g0">${shape}</g>${tenfold(9, (level) => `<g id="g${level}">${`<use href="#g${level - 1}"/>`.repeat(10)}</g>`)}</svg>`,
    shown: false,
  },
  depth: { svg: `<svg ${ns} width="40" height="40">${'<g>'.repeat(50_000)}</svg>`, shown: false },
};

const profile = makeProfile();
let server: FeedServer;
let app: App;

test.beforeAll(async () => {
  server = await startFeedServer();
  const items = Object.entries(drawings).map(([name, { svg }]) => {
    const url = server.serve(`/${name}.svg`, { headers: { 'content-type': 'image/svg+xml' }, body: svg });
    return `<item><title>${name}</title><guid isPermaLink="false">${name}</guid><description><![CDATA[<p>Before</p><p><img src="${url}" alt="A drawing"></p>]]></description></item>`;
  });
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Drawings</title><link>{{origin}}/</link>${items.join('')}</channel></rss>`;
  app = await launchApp(profile.folder);
  await addFeed(app.page, server.serve('/drawings', { body: feed }));
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

test('What a drawing would run, load or repeat is gone, and what it shows is there', async () => {
  interface Image {
    readonly url: string;
    readonly state: string;
  }
  const pending = async () =>
    (await readRows<Image>(app.page, 'images')).filter(({ state }) => state === 'pending').length;
  await expect.poll(pending, { timeout: 30_000 }).toBe(0);
  const states = (await readRows<Image>(app.page, 'images')).map(({ url, state }) => [
    url.replace(/^.*\/|\.svg$/g, ''),
    state === 'stored',
  ]);
  expect(Object.fromEntries(states)).toEqual(
    Object.fromEntries(Object.entries(drawings).map(([name, { shown }]) => [name, shown])),
  );
  for (const [name, { shown }] of Object.entries(drawings)) {
    const article = await openArticle(app.page, name);
    const drawn = () =>
      article
        .locator('img')
        .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
    await expect.poll(drawn, name).toBe(shown ? 1 : 0);
    if (!shown) continue;
    const height = await article.locator('img').evaluate((image) => image.getBoundingClientRect().height);
    expect(height, name).toBeLessThan(2000);
    const address = (await article.locator('img').getAttribute('src')) ?? '';
    const stored = await app.electron.evaluate(
      async ({ session }, url) => (await session.defaultSession.fetch(url)).text(),
      address,
    );
    expect(stored, name).not.toMatch(
      /<script|on\w+=|foreignObject|<animate|<set|<a |@import|@font-face|<!|<\?|:\/\/127|\banimation/i,
    );
  }
  expect(server.requests.filter(({ path }) => path.includes('/leak'))).toEqual([]);
  expect(await app.page.title()).toBe('Broadsheet');
});
