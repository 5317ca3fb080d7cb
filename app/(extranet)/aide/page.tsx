import type { Metadata } from 'next';
import { Aide } from '../../_ecrans/cadre/aide/aide';
import { lireAide } from '../../_ecrans/cadre/aide/manuel';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/aide/') };

// Drawn when the application is built: the manuals are read here, and only their sections go to the browser.
const Page = () => <Aide sections={lireAide()} />;

export default Page;
