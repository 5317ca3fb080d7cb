import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Fiches } from '../../_ecrans/pointages/fiches/fiches';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/fiches/') };

// Day, aide and usager come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Fiches />
  </Suspense>
);

export default Page;
