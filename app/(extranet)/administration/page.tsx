import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Administration } from '../../_ecrans/acces/administration/administration';

export const metadata: Metadata = { title: 'Administration' };

// The tab comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Administration />
  </Suspense>
);

export default Page;
