import { ChevronRight, Ellipsis, Folder, Hash, Inbox, Star, Sun, TriangleAlert } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import { describeProblem } from '../../../shared/model/problem';
import { Monogram } from '../../ui/monogram';
import type { TreeItem } from './tree-model';

interface TreeRowProps {
  readonly item: TreeItem;
  readonly selected: boolean;
  /** The one line that Tab reaches. */
  readonly current: boolean;
  readonly onSelect: (item: TreeItem) => void;
  readonly onToggle: (item: TreeItem) => void;
  readonly onMore: (item: TreeItem, anchor: HTMLElement) => void;
}

export const TreeRow = memo(TreeLine, sameRow);

function TreeLine({ item, selected, current, onSelect, onToggle, onMore }: TreeRowProps) {
  const hasMenu = item.kind === 'feed' || item.kind === 'folder' || item.kind === 'tag';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys, as the tree pattern has it
    <div
      role="treeitem"
      className="tree-row"
      data-key={item.key}
      data-kind={item.kind}
      style={{ '--tree-level': item.level } as CSSProperties}
      draggable={item.kind === 'feed' || item.kind === 'folder'}
      aria-label={item.title}
      aria-description={describeItem(item) || undefined}
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.siblings}
      aria-selected={selected}
      aria-expanded={item.expanded ?? undefined}
      tabIndex={current ? 0 : -1}
      {...(current && { 'data-pane-entry': '' })}
      onClick={() => (item.kind === 'tags' ? onToggle(item) : onSelect(item))}
    >
      {item.expanded !== null && (
        <span
          className="tree-chevron"
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            onToggle(item);
          }}
        >
          <ChevronRight size={13} strokeWidth={2.25} />
        </span>
      )}
      <TreeIcon item={item} />
      <span className="tree-title" aria-hidden>
        {item.title}
      </span>
      {item.kind === 'feed' && item.feed.problem && (
        <TriangleAlert className="tree-warning" aria-hidden size={13} strokeWidth={2.25} />
      )}
      {item.count > 0 && (
        <span className="tree-count" aria-hidden>
          {item.count > 99_999 ? '99,999+' : item.count.toLocaleString()}
        </span>
      )}
      {hasMenu && (
        <button
          type="button"
          className="tree-more"
          aria-label="More actions"
          tabIndex={current ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation();
            onMore(item, event.currentTarget);
          }}
        >
          <Ellipsis aria-hidden size={15} strokeWidth={2} />
        </button>
      )}
    </div>
  );
}

function TreeIcon({ item }: { readonly item: TreeItem }) {
  const look = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
  switch (item.kind) {
    case 'today':
      return <Sun className="tree-icon" {...look} />;
    case 'unread':
      return <Inbox className="tree-icon" {...look} />;
    case 'saved':
      return <Star className="tree-icon" {...look} />;
    case 'folder':
      return <Folder className="tree-icon" {...look} />;
    case 'tag':
      return <Hash className="tree-icon" {...look} size={14} />;
    case 'feed':
      return <Monogram title={item.title} seed={item.feed.feedUrl} />;
    case 'tags':
      return null;
  }
}

/** What the badge and the warning say, for those who do not see them. */
function describeItem(item: TreeItem): string {
  const parts: string[] = [];
  if (item.count > 0) {
    const noun = item.count === 1 ? 'article' : 'articles';
    if (item.kind === 'tag') parts.push(`${item.count} ${noun}`);
    else parts.push(item.kind === 'saved' ? `${item.count} saved` : `${item.count} unread`);
  }
  if (item.kind === 'feed' && item.feed.problem) parts.push(describeProblem(item.feed.problem).sentence);
  return parts.join('. ');
}

/** A refresh reads the sidebar anew four times a second; most lines then say what they said before. */
function sameRow(before: TreeRowProps, after: TreeRowProps): boolean {
  const a = before.item;
  const b = after.item;
  return (
    before.selected === after.selected &&
    before.current === after.current &&
    a.key === b.key &&
    a.title === b.title &&
    a.count === b.count &&
    a.expanded === b.expanded &&
    a.position === b.position &&
    a.siblings === b.siblings &&
    a.level === b.level &&
    problemOf(a) === problemOf(b)
  );
}

function problemOf(item: TreeItem): string | null {
  return item.kind === 'feed' && item.feed.problem ? JSON.stringify(item.feed.problem) : null;
}
