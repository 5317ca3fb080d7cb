import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Numeros } from '../../_ecrans/pointages/numeros/numeros';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/numeros/') };

// The screen reads its tab and its chosen line from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Numeros />
  </Suspense>
);

export default Page;
