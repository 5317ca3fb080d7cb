import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Pilotage } from '../../_ecrans/chiffres/pilotage/pilotage';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/pilotage/') };

// The month and the antenna come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Pilotage />
  </Suspense>
);

export default Page;
