import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Alertes } from '../../_ecrans/alertes/alertes';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/alertes/') };

// What it shows is in the browser only.
const Page = () => (
  <Suspense>
    <div className="ecran">
      <Alertes />
    </div>
  </Suspense>
);

export default Page;
