import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Interventions } from '../../_ecrans/corrections/interventions/interventions';

export const metadata: Metadata = { title: 'Interventions' };

// The screen reads its month and filter from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Interventions />
  </Suspense>
);

export default Page;
