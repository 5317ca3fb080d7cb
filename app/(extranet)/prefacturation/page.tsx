import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Prefacturation } from '../../_ecrans/financement/prefacturation/prefacturation';

export const metadata: Metadata = { title: 'Préfacturation' };

// The month and the antenna come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Prefacturation />
  </Suspense>
);

export default Page;
