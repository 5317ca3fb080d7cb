import type { Metadata } from 'next';
import { Suspense } from 'react';
import { EcranDuJour } from '../../_ecrans/pointages/aujourdhui/ecran';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/aujourdhui/') };

// The screen reads its visit from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <EcranDuJour />
  </Suspense>
);

export default Page;
