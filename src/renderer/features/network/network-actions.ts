import { isNetworkAtFault } from '../../../shared/model/problem';
import { queries } from '../../library/connect';
import { refresh } from '../feeds/feed-actions';

/** Asks again for the feeds that the network, not they themselves, kept from coming. */
export async function refreshUnreached(): Promise<void> {
  const { feeds } = await queries.readSidebar(Date.now());
  const unreached = feeds.flatMap(({ id, problem }) => (problem && isNetworkAtFault(problem) ? [id] : []));
  if (unreached.length > 0) await refresh(unreached);
}
