import { FINISHED_STATUSES, type BuildStatus } from '#lib/contract/builds.ts';
import { useEffect } from 'react';

const COLOURS: Record<BuildStatus, string> = { queued: '#8f8f8f', running: '#0066cc', publishing: '#0066cc', succeeded: '#3d7317', failed: '#c9190b', cancelled: '#8f8f8f', timed_out: '#ca6c0f' };
const MARKS: Record<BuildStatus, string> = { queued: '…', running: '▶', publishing: '▶', succeeded: '✔', failed: '✖', cancelled: '■', timed_out: '■' };

/** A round icon in the status's colour; with a hole while it runs, so that colour is not all it says. */
export function statusIcon(status: BuildStatus): string {
  const hole = FINISHED_STATUSES.includes(status) ? '' : '<circle cx="16" cy="16" r="6" fill="#fff"/>';
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="${COLOURS[status]}"/>${hole}</svg>`)}`;
}

export function statusTitle(status: BuildStatus, name: string): string {
  return `${MARKS[status]} ${name} · EE Foundry`;
}

/** Shows a build's status in the tab's title and icon, and puts the icon back when the page is left. */
export function usePageStatus(status: BuildStatus | null, name: string): void {
  useEffect(() => {
    if (status === null) return;
    document.title = statusTitle(status, name);
    const icon = document.createElement('link');
    icon.rel = 'icon';
    icon.type = 'image/svg+xml';
    icon.href = statusIcon(status);
    document.head.append(icon);
    return () => icon.remove();
  }, [status, name]);
}
