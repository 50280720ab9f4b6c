import type { FeedId } from './ids';

/** How much of the disk pictures may take, in bytes; null for as much as they need. */
export type ImageBudget = number | null;

const gigabyte = 1_000_000_000;
export const imageBudgets: readonly ImageBudget[] = [
  gigabyte,
  2 * gigabyte,
  5 * gigabyte,
  10 * gigabyte,
  null,
];
export const defaultImageBudget: ImageBudget = 5 * gigabyte;

/** What takes the space on this computer. Pictures that are the same are kept once, and counted as often as they have an address. */
export interface StorageFigures {
  readonly budget: ImageBudget;
  readonly pictures: number;
  /** Of all pictures. */
  readonly bytes: number;
  /** The feeds whose pictures take most, the largest first. */
  readonly feeds: readonly FeedStorage[];
}

export interface FeedStorage {
  /** Null for pictures that came with feeds no longer known under their address. */
  readonly feedId: FeedId | null;
  readonly title: string;
  readonly pictures: number;
  readonly bytes: number;
}
