import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Absences } from '../../_ecrans/dossiers/absences/absences';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/absences/') };

// What it shows is in the browser only.
const Page = () => (
  <Suspense>
    <div className="ecran">
      <Absences />
    </div>
  </Suspense>
);

export default Page;
