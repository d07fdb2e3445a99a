import { TemplateGallery } from '#components/templates/template-gallery.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Templates' };

export default function Page() {
  return <TemplateGallery />;
}
