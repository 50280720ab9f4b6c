import { assertNever } from '../../../shared/assert-never';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import type { Folder } from '../../../shared/model/folder';
import { library } from '../../library/connect';
import { closeDialog, useDialogs } from '../../state/dialogs';
import { NameDialog } from '../../ui/name-dialog';
import { HistoryDialog } from '../article/history-dialog';
import { PictureViewer } from '../article/picture-viewer';
import { ShortcutSheet } from '../commands/shortcut-sheet';
import { AddFeedDialog } from '../feeds/add-feed-dialog';
import { createFolder, renameFolder } from '../folders/folder-actions';
import { FeedDetailsDialog } from '../health/feed-details-dialog';
import { HealthDialog } from '../health/health-dialog';
import { LoginDialog } from '../network/login-dialog';
import { NetworkDialog } from '../network/network-dialog';
import { ImportDialog } from '../opml/import-dialog';
import { StorageDialog } from '../storage/storage-dialog';
import { TripDialog } from '../trip/trip-dialog';

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useDialogs((state) => state.dialog);
  if (!dialog) return null;
  switch (dialog.kind) {
    case 'add-feed':
      return <AddFeedDialog />;
    case 'health':
      return <HealthDialog />;
    case 'feed-details':
      return <FeedDetailsDialog feedId={dialog.feed.id} onClose={closeDialog} />;
    case 'import':
      return <ImportDialog />;
    case 'network':
      return <NetworkDialog />;
    case 'login':
      return <LoginDialog feed={dialog.feed} />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'storage':
      return <StorageDialog />;
    case 'trip':
      return <TripDialog />;
    case 'history':
      return <HistoryDialog article={dialog.article} />;
    case 'pictures':
      return <PictureViewer pictures={dialog.pictures} first={dialog.first} />;
    case 'rename-feed':
      return (
        <NameDialog
          title="Rename feed"
          initial={feedTitle(dialog.feed)}
          fallback={feedTitle({ ...dialog.feed, ownTitle: null })}
          submit="Rename"
          onSubmit={(name) => library.renameFeed(dialog.feed.id, name || null)}
          onClose={closeDialog}
        />
      );
    case 'rename-folder':
      return (
        <NameDialog
          title="Rename folder"
          initial={dialog.folder.title}
          submit="Rename"
          onSubmit={(name) => renameFolder(dialog.folder, name)}
          onClose={closeDialog}
        />
      );
    case 'rename-tag':
      return (
        <NameDialog
          title="Rename tag"
          initial={dialog.tag.name}
          submit="Rename"
          onSubmit={(name) => library.renameTag(dialog.tag.id, name)}
          onClose={closeDialog}
        />
      );
    case 'new-folder':
      return (
        <NameDialog
          title="New folder"
          {...describeNewFolder(dialog.inside, dialog.feed)}
          submit="Create"
          onSubmit={(name) => createFolder(name, dialog.inside, dialog.feed)}
          onClose={closeDialog}
        />
      );
    default:
      return assertNever(dialog);
  }
}

function describeNewFolder(inside: Folder | null, feed: Feed | null): { readonly description?: string } {
  if (feed) return { description: `${feedTitle(feed)} moves into it.` };
  return inside ? { description: `It stands inside ${inside.title}.` } : {};
}
