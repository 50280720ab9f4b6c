import { z } from 'zod';

/** The file behind `--subscriptions=FILE`: feeds to subscribe to at start, for the demo, tests and benchmarks. */
export const subscriptionFileSchema = z.object({
  subscriptions: z
    .array(
      z.object({
        feedUrl: z.url({ protocol: /^https?$/ }),
        title: z.string().optional(),
        /** One title, or those of nested folders from the outside in. */
        folder: z.union([z.string(), z.array(z.string()).max(50)]).nullish(),
      }),
    )
    .max(5000),
  /** Open the first article once the first refresh is through. */
  openFirst: z.boolean().optional(),
});

export type SubscriptionFile = z.infer<typeof subscriptionFileSchema>;
