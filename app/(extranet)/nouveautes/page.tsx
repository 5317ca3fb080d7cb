import type { Metadata } from 'next';
import { NouveautesEcran } from '../../_ecrans/exploitation/nouveautes/nouveautes';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/nouveautes/') };

const Page = () => <NouveautesEcran />;

export default Page;
