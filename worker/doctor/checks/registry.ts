import type { Check } from '../facts.ts';

export const registry: Check = {
  id: 'registry',
  title: 'Local registry',
  judge({ registry: found }) {
    if (found === null) return { status: 'ok', detail: 'EEF_REGISTRY names another one; its credential can be tested in the dashboard.' };
    if (found.status === 401) return { status: 'ok', detail: `${found.address} answers and wants a log-in.` };
    if (found.status === 200) return { status: 'warning', detail: `${found.address} answers without a log-in: every process of this host can push.`, fix: 'Stop what listens there, then run `npm run up`.' };
    return { status: 'failed', detail: `${found.address}: ${found.status === null ? found.error : `status ${found.status}`}`, fix: 'Start it with `npm run up`, or name another one with EEF_REGISTRY.' };
  },
};
