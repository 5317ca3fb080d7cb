import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Etats } from '../../_ecrans/chiffres/etats/etats';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/etats/') };

// The state and its period come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Etats />
  </Suspense>
);

export default Page;
