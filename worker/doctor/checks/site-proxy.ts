import type { Check } from '../facts.ts';

export const siteProxy: Check = {
  id: 'proxy',
  title: "The site's proxy",
  judge({ siteProxy: proxy }) {
    if (proxy === null) return { status: 'ok', detail: 'None is set: builds go out directly.' };
    if (proxy.error === '') return { status: 'ok', detail: `${proxy.host} answers.` };
    return { status: 'failed', detail: `${proxy.host}: ${proxy.error}`, fix: 'Correct EEF_PROXY (or https_proxy), or list hosts that need no proxy in EEF_NO_PROXY.' };
  },
};
