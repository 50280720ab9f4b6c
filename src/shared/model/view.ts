import type { FeedId, FolderId, TagId } from './ids';

/** A list of articles the reader can look at. */
export type View =
  | { readonly kind: 'today' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'feed'; readonly feedId: FeedId }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  | { readonly kind: 'tag'; readonly tagId: TagId };

/** A string that is equal for equal views; a key for caches and lists. */
export function viewKey(view: View): string {
  switch (view.kind) {
    case 'feed':
      return `feed:${view.feedId}`;
    case 'folder':
      return `folder:${view.folderId}`;
    case 'tag':
      return `tag:${view.tagId}`;
    default:
      return view.kind;
  }
}
