import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { FeedId } from '../../shared/model/ids';
import type { Theme } from '../../shared/model/theme';

/** How text is set. Names and steps, not lengths: what each means is the stylesheet's. */
export interface Typography {
  readonly typeface: 'newsreader' | 'inter' | 'atkinson' | 'system-serif' | 'system-sans';
  /** A step, from 0 to {@link largestTextSize}. */
  readonly textSize: number;
  readonly lineLength: 'short' | 'medium' | 'long';
  readonly lineSpacing: 'tight' | 'medium' | 'loose';
  readonly justified: boolean;
}

export const largestTextSize = 7;

export const standardTypography: Typography = {
  typeface: 'newsreader',
  textSize: 3,
  lineLength: 'medium',
  lineSpacing: 'medium',
  justified: false,
};

interface AppearanceState {
  readonly theme: Theme;
  readonly typography: Typography;
  /** Feeds that are read in a typography of their own. */
  readonly byFeed: Readonly<Record<FeedId, Typography>>;
}

export const useAppearance = create<AppearanceState>()(
  persist((): AppearanceState => ({ theme: 'system', typography: standardTypography, byFeed: {} }), {
    name: 'broadsheet.appearance',
  }),
);

export function setTheme(theme: Theme): void {
  useAppearance.setState({ theme });
}

/** The typography a feed's articles are read in. */
export function typographyOf({ typography, byFeed }: AppearanceState, feedId: FeedId): Typography {
  return byFeed[feedId] ?? typography;
}

/** Changes the typography the feed is read in: its own if it has one, else everybody's. */
export function changeTypography(feedId: FeedId, change: Partial<Typography>): void {
  useAppearance.setState((state) => {
    const changed = { ...typographyOf(state, feedId), ...change };
    return state.byFeed[feedId]
      ? { byFeed: { ...state.byFeed, [feedId]: changed } }
      : { typography: changed };
  });
}

/** Gives a feed a typography of its own, which begins as what it has, or takes it away. */
export function setOwnTypography(feedId: FeedId, own: boolean): void {
  useAppearance.setState((state) => {
    const { [feedId]: _before, ...others } = state.byFeed;
    return { byFeed: own ? { ...others, [feedId]: typographyOf(state, feedId) } : others };
  });
}

/** A step larger or smaller, as far as there are any. */
export function stepTextSize(feedId: FeedId, step: 1 | -1): void {
  const { textSize } = typographyOf(useAppearance.getState(), feedId);
  changeTypography(feedId, { textSize: Math.min(Math.max(textSize + step, 0), largestTextSize) });
}
