import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Envois } from '../../_ecrans/financement/envois/envois';

export const metadata: Metadata = { title: 'Envois' };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Envois />
  </Suspense>
);

export default Page;
