import { expect, it } from 'vitest';
import { makePopulation, simulate } from '../../../bench/schedule/simulate';

it('Over a month the plan asks far less often than every half hour, finds everything, and never crowds a host', () => {
  const population = makePopulation(1000);
  const adaptive = simulate(population, null);
  const fixed = simulate(population, 30 * 60_000);
  // Those of the last hours of the month may be found after it.
  expect(adaptive.articles).toBeGreaterThan(fixed.articles * 0.98);
  expect(adaptive.requestsPerArticle).toBeLessThan(fixed.requestsPerArticle / 3);
  expect(adaptive.worstBurst).toBeLessThanOrEqual(fixed.worstBurst * 2);
  // Most articles come from the lively feeds, which are asked more often than that.
  expect(adaptive.medianDelay).toBeLessThan(fixed.medianDelay * 2);
  expect(adaptive.p95Delay).toBeLessThan(24 * 60);
});
