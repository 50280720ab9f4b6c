import type { Article } from '../../../shared/model/article';
import { looksLikeExcerpt } from '../../../shared/model/full-text';
import { describeProblem } from '../../../shared/model/problem';
import { type FullTextState, showFullText } from './full-text';
import './full-text-notice.css';

interface FullTextNoticeProps {
  readonly article: Article;
  readonly state: FullTextState;
}

/** Says that the feed only carries the beginning, that the whole is on its way, or why it could not be had. */
export function FullTextNotice({ article, state }: FullTextNoticeProps) {
  if (state.body || (!state.wanted && !looksLikeExcerpt(article))) return null;
  return (
    <div className="full-text-notice" role="status">
      <span>{sentence(state)}</span>
      {!state.busy && (
        <button type="button" className="button-quiet" onClick={() => void showFullText(article.id, true)}>
          {state.problem ? 'Try again' : 'Show the full text'}
        </button>
      )}
    </div>
  );
}

function sentence({ busy, problem }: FullTextState): string {
  if (busy) return 'Getting the full text…';
  if (problem) return describeProblem(problem).sentence;
  return 'The feed seems to carry only the beginning of this article.';
}
