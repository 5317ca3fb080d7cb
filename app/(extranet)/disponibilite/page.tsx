import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Disponibilite } from '../../_ecrans/exploitation/disponibilite/disponibilite';

export const metadata: Metadata = { title: 'Disponibilité' };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Disponibilite />
  </Suspense>
);

export default Page;
