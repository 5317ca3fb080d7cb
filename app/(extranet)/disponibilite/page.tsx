import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Disponibilite } from '../../_ecrans/exploitation/disponibilite/disponibilite';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/disponibilite/') };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Disponibilite />
  </Suspense>
);

export default Page;
