import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Usagers } from '../../_ecrans/dossiers/usager/usager';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/usagers/') };

// The usager is named by the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Usagers />
  </Suspense>
);

export default Page;
