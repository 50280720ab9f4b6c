import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import './button.css';
import './modal.css';

interface ModalProps {
  readonly title: string;
  readonly description?: string;
  readonly width?: 'narrow' | 'wide' | 'widest';
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog in front of the window. Mounted while it is open. */
export function Modal({ title, description, width = 'narrow', initialFocus, onClose, children }: ModalProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="modal-backdrop" data-covers-window />
        <Dialog.Popup className="modal" data-width={width} {...(initialFocus && { initialFocus })}>
          <header className="modal-header">
            <Dialog.Title className="modal-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <X aria-hidden size={16} strokeWidth={1.75} />
            </Dialog.Close>
          </header>
          {description && (
            <Dialog.Description className="modal-description">{description}</Dialog.Description>
          )}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
