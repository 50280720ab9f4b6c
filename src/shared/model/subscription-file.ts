import { z } from 'zod';

/** The file behind `--subscriptions=FILE`: feeds to subscribe to at start, for the demo, tests and benchmarks. */
export const subscriptionFileSchema = z.object({
  subscriptions: z
    .array(
      z.object({
        feedUrl: z.url({ protocol: /^https?$/ }),
        title: z.string().optional(),
        folder: z.string().nullish(),
      }),
    )
    .max(5000),
  /** Open the first article once the first refresh is through. */
  openFirst: z.boolean().optional(),
});

export type SubscriptionFile = z.infer<typeof subscriptionFileSchema>;
