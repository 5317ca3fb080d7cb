import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Administration } from '../../_ecrans/acces/administration/administration';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/administration/') };

// The tab comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Administration />
  </Suspense>
);

export default Page;
