import { describe, expect, it } from 'vitest';
import { noHints } from '../../../src/shared/model/poll';
import { parseText } from './parse-text';

const hintsOf = async (head: string, declared = '') =>
  (
    await parseText(
      `<rss version="2.0" ${declared}><channel><title>T</title>${head}<item><title>A</title></item></channel></rss>`,
    )
  ).hints;
const sy = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';

describe('what a feed asks of those who poll it', () => {
  it('is nothing unless it says so', async () => {
    expect(await hintsOf('')).toEqual(noHints);
    expect(await hintsOf('<ttl>soon</ttl><skipHours><hour>99</hour></skipHours><skipDays/>')).toEqual(
      noHints,
    );
  });

  it('is a time to live, hours and days to leave out', async () => {
    const head = `<ttl>90</ttl><skipHours><hour>3</hour><hour>24</hour><hour>3</hour></skipHours>
      <skipDays><day>Sunday</day><day>saturday</day></skipDays>`;
    expect(await hintsOf(head)).toEqual({ minutes: 90, skipHours: [0, 3], skipDays: [0, 6] });
  });

  it('is a period of the syndication module, the longer one beside a ttl, at most a week', async () => {
    const daily = '<sy:updatePeriod>daily</sy:updatePeriod>';
    const twice = '<sy:updateFrequency>2</sy:updateFrequency>';
    expect((await hintsOf(daily + twice, sy)).minutes).toBe(720);
    expect((await hintsOf(`${daily}<ttl>60</ttl>`, sy)).minutes).toBe(1440);
    expect((await hintsOf('<sy:updatePeriod> hourly </sy:updatePeriod>', sy)).minutes).toBe(60);
    expect((await hintsOf('<ttl>999999</ttl>')).minutes).toBe(7 * 1440);
  });
});
