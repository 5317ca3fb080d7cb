import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Usagers } from '../../_ecrans/dossiers/usager/usager';

export const metadata: Metadata = { title: 'Usagers' };

// The usager is named by the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Usagers />
  </Suspense>
);

export default Page;
