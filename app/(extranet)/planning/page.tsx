import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Planning } from '../../_ecrans/planning/planning';

export const metadata: Metadata = { title: 'Planning' };

// Whose, which week and which view come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Planning />
  </Suspense>
);

export default Page;
