import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ArticleId } from '../../shared/model/ids';
import type { TripLimits } from '../../shared/model/trip-pack';

/** An article of a pack that is not whole, and what it lacks. */
export interface TripLack {
  readonly id: ArticleId;
  readonly title: string;
  readonly details: readonly string[];
}

/** What was found with the network turned off. */
export interface TripReport {
  readonly whole: number;
  readonly lacks: readonly TripLack[];
  /** Articles that no longer fitted, or were gone. */
  readonly left: number;
  readonly bytes: number;
  readonly minutes: number;
  /** Whether recordings are among them. */
  readonly listening: boolean;
}

export type TripStep =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'filling'; readonly done: number; readonly total: number; readonly bytes: number }
  | { readonly kind: 'proving'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly report: TripReport };

interface TripState {
  /** What was chosen to be taken along; kept over a restart until it is there. */
  readonly pack: (TripLimits & { readonly ids: readonly ArticleId[] }) | null;
  readonly step: TripStep;
}

export const useTrip = create<TripState>()(
  persist((): TripState => ({ pack: null, step: { kind: 'choosing' } }), {
    name: 'broadsheet.trip',
    partialize: ({ pack }) => ({ pack }),
  }),
);
