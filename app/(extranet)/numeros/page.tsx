import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Numeros } from '../../_ecrans/pointages/numeros/numeros';

export const metadata: Metadata = { title: 'Numéros' };

// The screen reads its tab and its chosen line from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Numeros />
  </Suspense>
);

export default Page;
