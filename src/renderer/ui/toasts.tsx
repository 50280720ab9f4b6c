import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import './button.css';
import './toasts.css';

/** The toasts that stand at the foot of the window. */
export function Toasts() {
  const { toasts } = Toast.useToastManager();
  return (
    <Toast.Portal>
      <Toast.Viewport className="toasts">
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection="down">
            <Toast.Content className="toast-content">
              <div className="toast-text">
                <Toast.Title className="toast-title" />
                <Toast.Description className="toast-description" />
              </div>
              {toast.actionProps && <Toast.Action className="toast-action" />}
              <Toast.Close className="toast-close" aria-label="Dismiss">
                <X aria-hidden size={14} strokeWidth={2} />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}
