import type { Metadata } from 'next';
import { NouveautesEcran } from '../../_ecrans/exploitation/nouveautes/nouveautes';

export const metadata: Metadata = { title: 'Nouveautés' };

const Page = () => <NouveautesEcran />;

export default Page;
