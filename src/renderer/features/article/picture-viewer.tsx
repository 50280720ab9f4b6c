import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import { closeDialog, type Picture } from '../../state/dialogs';
import { IconButton } from '../../ui/icon-button';
import './picture-viewer.css';

interface PictureViewerProps {
  readonly pictures: readonly Picture[];
  readonly first: number;
}

/** The pictures of the open article one by one, as large as the window allows. */
export function PictureViewer({ pictures, first }: PictureViewerProps) {
  const [at, setAt] = useState(first);
  const picture = pictures[at];
  if (!picture) return null;
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), pictures.length - 1));
  const keys: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: pictures.length - 1,
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="picture-backdrop" data-covers-window />
        <Dialog.Popup
          className="picture-viewer"
          onKeyDown={(event) => {
            const to = keys[event.key];
            if (to === undefined) return;
            event.preventDefault();
            go(to);
          }}
        >
          <Dialog.Title className="visually-hidden">{`Picture ${at + 1} of ${pictures.length}`}</Dialog.Title>
          <div className="picture-bar">
            <span className="picture-count">{pictures.length > 1 && `${at + 1} of ${pictures.length}`}</span>
            <Dialog.Close className="icon-button" aria-label="Close">
              <X aria-hidden size={18} strokeWidth={1.75} />
            </Dialog.Close>
          </div>
          <img className="picture" src={picture.src} alt={picture.alt} />
          {pictures.length > 1 && (
            <>
              <span className="picture-step" data-side="start">
                <IconButton
                  icon={ChevronLeft}
                  label="Previous picture"
                  shortcut="←"
                  disabled={at === 0}
                  onClick={() => go(at - 1)}
                />
              </span>
              <span className="picture-step" data-side="end">
                <IconButton
                  icon={ChevronRight}
                  label="Next picture"
                  shortcut="→"
                  disabled={at === pictures.length - 1}
                  onClick={() => go(at + 1)}
                />
              </span>
            </>
          )}
          <p className="picture-caption" dir="auto">
            {picture.caption}
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
