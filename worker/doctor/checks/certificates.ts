import type { Check } from '../facts.ts';

export const certificates: Check = {
  id: 'certificates',
  title: 'Certificate authorities',
  judge({ caBundle }) {
    const fix = 'apt-get install ca-certificates, or set EEF_CA_BUNDLE to a file with the certificates in PEM form.';
    if (caBundle === null) return { status: 'failed', detail: 'This host has no bundle of certificate authorities in a known place.', fix };
    if (caBundle.certificates === 0) return { status: 'failed', detail: `${caBundle.file} cannot be read or holds no certificate.`, fix };
    return { status: 'ok', detail: `${caBundle.certificates} in ${caBundle.file}; builds trust them.` };
  },
};
