import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Intervenants } from '../../_ecrans/dossiers/intervenant/intervenant';

export const metadata: Metadata = { title: 'Intervenants' };

// The aide is named by the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Intervenants />
  </Suspense>
);

export default Page;
