import {
  BookOpenText,
  ChevronDown,
  ChevronUp,
  CircleCheck,
  CircleDot,
  ExternalLink,
  Star,
} from 'lucide-react';
import { memo } from 'react';
import type { Article, ArticleBody } from '../../../shared/model/article';
import type { Tag } from '../../../shared/model/tag';
import { openDialog } from '../../state/dialogs';
import { IconButton, IconToggle } from '../../ui/icon-button';
import { AppearancePopover } from '../appearance/appearance-popover';
import { openInBrowser, openNeighbour, setOpenRead, setOpenSaved } from '../articles/article-actions';
import { TagsPopover } from '../tags/tags-popover';
import { ArticleMenu } from './article-menu';
import { type FullTextState, toggleFullText } from './full-text';
import { OfflineBadge } from './offline-badge';
import { RemovedBadge } from './removed-badge';

interface ArticleToolbarProps {
  readonly article: Article;
  /** What is shown of it. */
  readonly body: ArticleBody;
  readonly feedTitle: string;
  readonly tags: readonly Tag[];
  readonly fullText: FullTextState;
}

/** What can be done with the open article. It may be a moment behind the article itself: what it does is about the one that is open. */
export const ArticleToolbar = memo(function ArticleToolbar({
  article,
  body,
  feedTitle,
  tags,
  fullText,
}: ArticleToolbarProps) {
  return (
    <div className="pane-bar article-toolbar" role="toolbar" aria-label="Article actions">
      <IconButton
        icon={ChevronUp}
        label="Previous article"
        shortcut="K"
        onClick={() => void openNeighbour(-1)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next article"
        shortcut="J"
        onClick={() => void openNeighbour(1)}
      />
      <IconToggle
        icon={Star}
        label="Save"
        shortcut="S"
        className="toggle-save"
        pressed={article.saved}
        onPressedChange={setOpenSaved}
      />
      <IconToggle
        icon={article.read ? CircleCheck : CircleDot}
        label="Mark as read"
        shortcut="M"
        className="toggle-read"
        pressed={article.read}
        onPressedChange={setOpenRead}
      />
      <TagsPopover articleId={article.id} tags={tags} />
      <span className="article-toolbar-space" />
      {article.edited && (
        <button
          type="button"
          className="button-quiet"
          onClick={() => openDialog({ kind: 'history', article })}
        >
          {article.edited === 'headline' ? 'Headline changed' : 'Text changed'}
        </button>
      )}
      {body.removed && <RemovedBadge removed={body.removed} />}
      <OfflineBadge article={article} body={body} fullText={fullText} />
      {article.url && (
        <span className="toggle-full-text" data-busy={fullText.busy} aria-busy={fullText.busy}>
          <IconToggle
            icon={BookOpenText}
            label="Full text"
            shortcut="F"
            pressed={fullText.wanted}
            onPressedChange={() => void toggleFullText()}
          />
        </span>
      )}
      <AppearancePopover feedId={article.feedId} feedTitle={feedTitle} />
      <IconButton
        icon={ExternalLink}
        label="Open in browser"
        shortcut="B"
        disabled={!article.url}
        onClick={() => void openInBrowser()}
      />
      <ArticleMenu />
    </div>
  );
});
