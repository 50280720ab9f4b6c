import type { Page } from 'playwright';
import { percentile, round1 } from './figures';

export interface OpenFigures {
  /** Milliseconds from the press of the key to the first paint of the article's text. */
  readonly openP50Ms: number;
  readonly openP95Ms: number;
  /** The same document in a frame with no app around it, from `srcdoc` set to painted. */
  readonly bareP50Ms: number;
  readonly bareP95Ms: number;
  /** `openP95Ms` less `bareP95Ms`. */
  readonly overBareP95Ms: number;
  readonly opens: number;
}

interface Opening {
  readonly app: number;
  readonly bare: number;
}

/** A reader looks at an article for a moment: what opening one sets off has ended by the next. */
const pauseMs = 700;
const warmUp = 5;

/** Opens one article after another by key, and loads each one's document again in a bare frame of the same size in the same window. */
export async function measureOpening(page: Page, opens: number): Promise<OpenFigures> {
  await watchOpening(page);
  const openings: Opening[] = [];
  for (let count = 0; count < warmUp + opens; count += 1) {
    await page.waitForTimeout(pauseMs);
    await page.keyboard.press('j');
    const opening = await page.evaluate(() =>
      (window as unknown as { benchOpening: { take(): Promise<Opening> } }).benchOpening.take(),
    );
    if (count >= warmUp) openings.push(opening);
  }
  const app = openings.map((opening) => opening.app);
  const bare = openings.map((opening) => opening.bare);
  return {
    openP50Ms: round1(percentile(app, 50)),
    openP95Ms: round1(percentile(app, 95)),
    bareP50Ms: round1(percentile(bare, 50)),
    bareP95Ms: round1(percentile(bare, 95)),
    overBareP95Ms: round1(percentile(app, 95) - percentile(bare, 95)),
    opens,
  };
}

async function watchOpening(page: Page): Promise<void> {
  await page.evaluate(() => {
    let pressedAt = 0;
    let before: string | undefined;
    const appFrame = () => document.querySelector<HTMLIFrameElement>('.article-frame');
    const articleIn = (frame: HTMLIFrameElement | null) =>
      frame?.contentDocument?.documentElement?.dataset.article;
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressedAt = performance.timeOrigin + timeStamp;
        before = articleIn(appFrame());
      },
      { capture: true },
    );
    // A key pressed while the article has the focus is heard by its document alone.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    /** When the document's text was first painted, in milliseconds since the epoch. */
    const painted = async (find: () => HTMLIFrameElement | null, previous: string | undefined) => {
      for (const end = performance.now() + 10_000; performance.now() < end; await frame()) {
        const element = find();
        const article = articleIn(element);
        if (!element || article === undefined || article === previous) continue;
        const inside = element.contentWindow?.performance;
        const paint = inside?.getEntriesByName('first-contentful-paint')[0];
        if (inside && paint) return inside.timeOrigin + paint.startTime;
      }
      throw new Error('No article was painted.');
    };
    const take = async () => {
      const app = (await painted(appFrame, before)) - pressedAt;
      const shown = appFrame();
      if (!shown) throw new Error('No article is open.');
      const rest = performance.now() + 300;
      while (performance.now() < rest) await frame();
      const { left, top, width, height } = shown.getBoundingClientRect();
      const bareFrame = document.createElement('iframe');
      bareFrame.setAttribute('sandbox', 'allow-same-origin');
      for (const [name, value] of Object.entries({ left, top, width, height }))
        bareFrame.style.setProperty(name, `${value}px`);
      bareFrame.style.setProperty('position', 'fixed');
      bareFrame.style.setProperty('border', '0');
      bareFrame.style.setProperty('z-index', '1000');
      const { srcdoc } = shown;
      const start = performance.timeOrigin + performance.now();
      bareFrame.srcdoc = srcdoc;
      document.body.append(bareFrame);
      const bare = (await painted(() => bareFrame, undefined)) - start;
      bareFrame.remove();
      return { app, bare };
    };
    Object.assign(window, { benchOpening: { take } });
  });
}
