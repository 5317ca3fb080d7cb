import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Service } from '../../_ecrans/exploitation/service/service';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/service/') };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Service />
  </Suspense>
);

export default Page;
