import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Consultation } from '../../_ecrans/dossiers/consultation/consultation';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/consultation/') };

// The usager and the month come from the address: known only in the browser.
const Page = () => (
  <Suspense>
    <Consultation />
  </Suspense>
);

export default Page;
