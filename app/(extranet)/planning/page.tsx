import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Planning } from '../../_ecrans/planning/planning';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/planning/') };

// Whose, which week and which view come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Planning />
  </Suspense>
);

export default Page;
