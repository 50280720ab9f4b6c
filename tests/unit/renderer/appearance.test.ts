import { beforeEach, describe, expect, it } from 'vitest';
import {
  changeTypography,
  largestTextSize,
  setOwnTypography,
  standardTypography,
  stepTextSize,
  typographyOf,
  useAppearance,
} from '../../../src/renderer/state/appearance';
import type { FeedId } from '../../../src/shared/model/ids';
import { colorSchemeOf, themes } from '../../../src/shared/model/theme';

const ledger = 'ledger' as FeedId;
const courier = 'courier' as FeedId;
const of = (feedId: FeedId) => typographyOf(useAppearance.getState(), feedId);

beforeEach(() => useAppearance.setState({ typography: standardTypography, byFeed: {} }));

describe('typography', () => {
  it('is the same for every feed until one has its own', () => {
    changeTypography(ledger, { typeface: 'inter' });
    expect(of(courier).typeface).toBe('inter');
    setOwnTypography(ledger, true);
    changeTypography(ledger, { typeface: 'atkinson' });
    expect([of(ledger).typeface, of(courier).typeface]).toEqual(['atkinson', 'inter']);
    changeTypography(courier, { lineLength: 'long' });
    expect([of(ledger).lineLength, of(courier).lineLength]).toEqual(['medium', 'long']);
    setOwnTypography(ledger, false);
    expect(of(ledger)).toEqual(of(courier));
  });

  it('grows and shrinks within its steps', () => {
    for (let i = 0; i < 20; i += 1) stepTextSize(ledger, 1);
    expect(of(ledger).textSize).toBe(largestTextSize);
    for (let i = 0; i < 20; i += 1) stepTextSize(ledger, -1);
    expect(of(ledger).textSize).toBe(0);
  });
});

it('asks the system for the light or the dark of a theme', () => {
  expect(themes.map(colorSchemeOf)).toEqual(['system', 'light', 'light', 'light', 'dark', 'dark']);
});
