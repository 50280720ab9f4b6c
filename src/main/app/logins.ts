import { z } from 'zod';
import type { FeedId } from '../../shared/model/ids';
import { checkLogin, type FeedLogin, feedLoginSchema, type LoginState } from '../../shared/model/login';
import { ProblemError } from '../../shared/model/problem';
import { type OriginLogin, originLogin } from '../feeds/login';
import type { SecretStore } from './secrets';

/** The logins of feeds, among the secrets. */
export interface Logins {
  /** Null when the feed has none, or when it cannot be decrypted now. */
  of(feedId: FeedId): OriginLogin | null;
  state(feedId: FeedId): LoginState;
  /** Only the origin of `feedUrl` will be told. @throws ProblemError `invalid-login`, `file` */
  set(feedId: FeedId, feedUrl: string, login: FeedLogin): LoginState;
  /** @throws ProblemError `file` */
  clear(feedId: FeedId): void;
  /** Forgets the logins of all other feeds. */
  keepOnly(feedIds: readonly FeedId[]): void;
}

const prefix = 'feed:';
const secretSchema = z.object({ origin: z.string(), login: feedLoginSchema });

export function createLogins(secrets: SecretStore): Logins {
  const state = (feedId: FeedId): LoginState => ({
    exists: secrets.names().includes(prefix + feedId),
    lasting: secrets.lasting,
  });
  return {
    of(feedId) {
      const secret = secrets.read(prefix + feedId);
      if (secret === null) return null;
      const { origin, login } = secretSchema.parse(JSON.parse(secret));
      return originLogin(origin, login);
    },
    state,
    set(feedId, feedUrl, login) {
      const checked = checkLogin(login);
      if (!checked.ok) throw new ProblemError(checked.problem);
      secrets.write(prefix + feedId, JSON.stringify({ origin: new URL(feedUrl).origin, login }));
      return state(feedId);
    },
    clear: (feedId) => secrets.remove([prefix + feedId]),
    keepOnly(feedIds) {
      const wanted = new Set(feedIds.map((feedId) => prefix + feedId));
      const left = secrets.names().filter((name) => name.startsWith(prefix) && !wanted.has(name));
      try {
        secrets.remove(left);
      } catch (error) {
        // Nothing depends on it, and the next start tries again.
        console.warn('Logins no longer needed could not be removed:', error);
      }
    },
  };
}
