import type { Metadata } from 'next';
import { NouveautesEcran } from '../../_screens/nouveautes/nouveautes';

export const metadata: Metadata = { title: 'Nouveautés' };

const Page = () => <NouveautesEcran />;

export default Page;
