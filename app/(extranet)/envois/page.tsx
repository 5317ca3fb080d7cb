import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Envois } from '../../_ecrans/financement/envois/envois';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/envois/') };

// The month comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Envois />
  </Suspense>
);

export default Page;
