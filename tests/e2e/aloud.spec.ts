import { expect, type FrameLocator, test } from 'playwright/test';
import { type App, addFeed, launchApp, makeProfile, openArticle, showView } from '../helpers/app';
import { type FeedServer, startFeedServer } from '../helpers/feed-server';
import { serveSound } from '../helpers/serve-sound';
import { makeWav, silently } from '../helpers/sound';

const profile = makeProfile();
const walk = 'A short walk along the line';
let server: FeedServer;
let app: App;
let article: FrameLocator;

test.beforeAll(async () => {
  server = await startFeedServer();
  app = await launchApp(profile.folder, { switches: silently });
  await addFeed(app.page, server.serveFixture('/signals.xml', 'signals.xml'));
  await showView(app.page, 'Signals & Sums');
  article = await openArticle(app.page, walk);
});

test.afterAll(async () => {
  await app.close();
  await server.close();
  profile.remove();
});

const bar = () => app.page.getByRole('region', { name: 'Read aloud' });
const marked = () =>
  article.locator('html').evaluate(({ ownerDocument }) => {
    const view = ownerDocument.defaultView as Window & typeof globalThis;
    return [...(view.CSS.highlights.get('aloud') ?? [])].map((range) => String(range as Range));
  });

/** Voices differ from machine to machine; these say nothing, and end a sentence when told to. */
async function giveVoices(voices: readonly object[]): Promise<void> {
  await app.page.evaluate((all) => {
    class Utterance extends EventTarget {
      readonly text: string;
      rate = 1;
      constructor(text: string) {
        super();
        this.text = text;
      }
    }
    const said: Utterance[] = [];
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, said });
    Object.assign(window.speechSynthesis, {
      getVoices: () => all,
      speak: (utterance: Utterance) => said.push(utterance),
      cancel: () => undefined,
    });
  }, voices);
}

const said = () =>
  app.page.evaluate(() => (window as unknown as { said: { text: string }[] }).said.map(({ text }) => text));
const endSentence = () =>
  app.page.evaluate(() => {
    (window as unknown as { said: EventTarget[] }).said.at(-1)?.dispatchEvent(new Event('end'));
  });

test('Without a voice on this computer it says so, and how to get one', async () => {
  await giveVoices([
    { voiceURI: 'far', name: 'Far away', lang: 'en-US', localService: false, default: true },
  ]);
  await app.page.getByRole('button', { name: 'More', exact: true }).click();
  await app.page.getByRole('menuitem', { name: 'Read aloud' }).click();
  await expect(bar().getByRole('status')).toContainText('This computer has no voice that speaks English.');
  expect(await said()).toEqual([]);
  await app.page.keyboard.press('l');
  await expect(bar()).toBeHidden();
});

test('The article is read sentence by sentence, and the page shows where', async () => {
  await giveVoices([
    { voiceURI: 'kate', name: 'Kate', lang: 'en-GB', localService: true, default: true },
    { voiceURI: 'fred', name: 'Fred', lang: 'en-US', localService: true, default: false },
  ]);
  await app.page.keyboard.press('l');
  await expect(bar()).toContainText('Sentence 1 of 6');
  expect(await marked()).toEqual([walk]);
  await endSentence();
  await endSentence();
  await expect.poll(marked).toEqual(['Nobody remembers by whom.']);
  await endSentence();
  // Code and the signs of footnotes are not for the ear.
  await expect
    .poll(said)
    .toEqual([walk, 'The signal box is painted green.', 'Nobody remembers by whom.', 'It has a stove.']);

  await bar().getByRole('button', { name: 'Pause' }).click();
  await endSentence();
  await expect(bar()).toContainText('Sentence 4 of 6');
  await bar().getByRole('button', { name: 'Next sentence' }).click();
  await expect.poll(marked).toEqual(['It has no door.']);
  expect(await said()).toHaveLength(4);
  await bar().getByRole('combobox', { name: 'Speed' }).click();
  await app.page.getByRole('option', { name: '1.5×' }).click();
  await bar().getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await said()).at(-1)).toBe('It has no door.');
  expect(
    await app.page.evaluate(() => (window as unknown as { said: { rate: number }[] }).said.at(-1)?.rate),
  ).toBe(1.5);
});

test('The next article follows when asked for, and another one opened ends the reading', async () => {
  await app.page.getByRole('button', { name: 'Previous article' }).click();
  await expect(bar()).not.toContainText('Sentence');
  await expect.poll(marked).toEqual([]);
  await bar().getByRole('switch', { name: 'Read the next article after this one' }).click();
  await bar().getByRole('button', { name: 'Play' }).click();
  await expect(bar()).toContainText('Sentence 1 of');
  const total = Number(
    (
      await bar()
        .getByText(/^Sentence/)
        .textContent()
    )?.match(/of (\d+)$/)?.[1],
  );
  for (let i = 0; i < total; i += 1) await endSentence();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(walk);
  await expect.poll(marked).toEqual([walk]);
  await app.page.keyboard.press('l');
  await expect(bar()).toBeHidden();
  expect(await marked()).toEqual([]);
});

test('The player and the reading aloud are not heard together', async () => {
  const { url } = serveSound(server, '/gulls.wav', makeWav(600));
  const item = `<item><title>Gulls</title><guid isPermaLink="false">gulls</guid><description>They were loud that day. Nobody slept.</description><enclosure url="${url}" type="audio/wav" length="1"/></item>`;
  const feed = `<rss version="2.0"><channel><title>Harbour Sounds</title><language>en</language>${item}</channel></rss>`;
  await addFeed(app.page, server.serve('/sounds.xml', { body: feed }));
  await showView(app.page, 'Harbour Sounds');
  await openArticle(app.page, 'Gulls');
  const player = app.page.getByRole('region', { name: 'Player' });
  await app.page.keyboard.press('l');
  await expect(bar().getByRole('button', { name: 'Pause' })).toBeVisible();

  await app.page.keyboard.press('y');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(bar().getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();

  await bar().getByRole('button', { name: 'Play' }).click();
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(bar().getByRole('button', { name: 'Pause' })).toBeVisible();
});
