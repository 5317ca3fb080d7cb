import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Aujourdhui } from '../../_ecrans/pointages/aujourdhui/aujourdhui';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/aujourdhui/') };

// The screen reads its visit from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Aujourdhui />
  </Suspense>
);

export default Page;
