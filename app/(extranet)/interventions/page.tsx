import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Interventions } from '../../_ecrans/corrections/interventions/interventions';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/interventions/') };

// The screen reads its month and filter from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Interventions />
  </Suspense>
);

export default Page;
