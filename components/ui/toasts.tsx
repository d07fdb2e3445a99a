'use client';

import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';

interface Toast {
  readonly id: number;
  readonly variant: 'success' | 'danger' | 'info' | 'warning';
  readonly title: string;
  readonly body?: ReactNode;
}

export type ShowToast = (toast: Omit<Toast, 'id'>) => void;
const ToastContext = createContext<ShowToast | null>(null);
const SHOWN_MS = 8000;

/** What was done, told in a corner; failures stay until they are closed. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const show = useCallback<ShowToast>((toast) => {
    const id = next.current;
    next.current += 1;
    setToasts((before) => [...before.slice(-3), { ...toast, id }]);
  }, []);
  const close = (id: number) => setToasts((before) => before.filter((toast) => toast.id !== id));
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext value={value}>
      {children}
      <AlertGroup isToast isLiveRegion>
        {toasts.map((toast) => (
          <Alert
            key={toast.id}
            variant={toast.variant}
            title={toast.title}
            timeout={toast.variant === 'danger' ? false : SHOWN_MS}
            onTimeout={() => close(toast.id)}
            actionClose={<AlertActionCloseButton onClose={() => close(toast.id)} />}
          >
            {toast.body}
          </Alert>
        ))}
      </AlertGroup>
    </ToastContext>
  );
}

export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast needs a ToastProvider above it.');
  return show;
}
