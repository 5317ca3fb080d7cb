import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Intervenants } from '../../_ecrans/dossiers/intervenant/intervenant';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/intervenants/') };

// The aide is named by the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Intervenants />
  </Suspense>
);

export default Page;
