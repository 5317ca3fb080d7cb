import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Cloture } from '../../_ecrans/cloture/cloture';

export const metadata: Metadata = { title: 'Clôture' };

// The month and the antenna come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Cloture />
  </Suspense>
);

export default Page;
