import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Service } from '../../_ecrans/exploitation/service/service';

export const metadata: Metadata = { title: 'Service' };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Service />
  </Suspense>
);

export default Page;
