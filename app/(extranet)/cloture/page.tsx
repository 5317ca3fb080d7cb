import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Cloture } from '../../_ecrans/cloture/cloture';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/cloture/') };

// The month and the antenna come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Cloture />
  </Suspense>
);

export default Page;
