import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Incidents } from '../../_ecrans/exploitation/incidents/incidents';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/incidents/') };

// The incident comes from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Incidents />
  </Suspense>
);

export default Page;
