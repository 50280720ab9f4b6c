import type { OpmlFile } from '../../shared/model/opml';
import type { PolledFeed } from '../../shared/model/poll';
import { toProblem } from '../../shared/model/problem';
import { failed, ok, type Result } from '../../shared/result';
import { readOpml } from '../opml/read-opml';
import { cleanPage as clean, type PageText } from './clean-page';
import { type FeedDocument, processFeed } from './process-feed';

/** Entry of the worker threads. Problems travel as data, since an error loses its fields on the way. */
export default async function run(document: FeedDocument): Promise<Result<PolledFeed>> {
  try {
    return ok(await processFeed(document));
  } catch (error) {
    return failed(toProblem(error));
  }
}

/** A task of its own name. It never throws: the sanitizer takes whatever it is given. */
export const cleanPage = (page: PageText) => clean(page);

/** The task `opml`: a list of subscriptions, which may be large or hostile as well. */
export async function opml({ bytes, name }: { bytes: Uint8Array; name: string }): Promise<Result<OpmlFile>> {
  try {
    return ok(readOpml(bytes, name));
  } catch (error) {
    return failed(toProblem(error));
  }
}
