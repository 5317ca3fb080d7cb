import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Prefacturation } from '../../_ecrans/financement/prefacturation/prefacturation';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/prefacturation/') };

// The month and the antenna come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Prefacturation />
  </Suspense>
);

export default Page;
