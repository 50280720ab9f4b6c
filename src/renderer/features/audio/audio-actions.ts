import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { ArticleId } from '../../../shared/model/ids';
import { library } from '../../library/connect';
import { usePlayer } from '../../state/player';
import { sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';
import type { AudioStanding } from './audio-text';
import { closePlayer } from './player';

/** Does what the button of a recording says. */
export async function actOnAudio(
  articleId: ArticleId,
  url: string,
  action: AudioStanding['action'],
): Promise<void> {
  if (action === 'keep' || action === 'try-again') {
    valueOrSay(await library.requestAudio(articleId, url, { urgent: false, again: false }));
    return;
  }
  const { episode } = usePlayer.getState();
  if (episode?.articleId === articleId && episode.url === url) closePlayer();
  valueOrSay(await library.removeAudio(articleId, url));
}

/** How many of its newest episodes a feed keeps by itself. */
export async function setKeptEpisodes(feed: Feed, count: number): Promise<void> {
  const set = await library.setKeptEpisodes(feed.id, count);
  if (!set.ok) {
    sayProblem(set.problem);
    return;
  }
  const name = feedTitle(feed);
  sayUndoable({
    done: count === 0 ? `${name}: episodes are not kept` : `${name}: ${keptEpisodesText(count)} kept offline`,
    undo: async () => valueOrSay(await library.setKeptEpisodes(feed.id, feed.keptEpisodes)),
  });
}

function keptEpisodesText(count: number): string {
  return count === 1 ? 'the newest episode' : `the ${count} newest episodes`;
}
