import { app } from 'electron';
import type { AppInfo } from '../../shared/contract/channels';
import type { SubscriptionFile } from '../../shared/model/subscription-file';
import type { Theme } from '../../shared/model/theme';
import type { Handlers } from './router';

export interface AppHandlerDeps {
  readonly takeSubscriptions: () => SubscriptionFile | null;
  readonly onSettled: () => void;
  readonly setTheme: (theme: Theme) => void;
}

export function appHandlers(
  deps: AppHandlerDeps,
): Pick<Handlers, 'app.info' | 'app.take-subscriptions' | 'app.settled' | 'app.set-theme'> {
  return {
    'app.info': () => ({ version: app.getVersion(), platform: process.platform as AppInfo['platform'] }),
    'app.take-subscriptions': deps.takeSubscriptions,
    'app.settled': () => {
      deps.onSettled();
      return null;
    },
    'app.set-theme': ({ theme }) => {
      deps.setTheme(theme);
      return null;
    },
  };
}
