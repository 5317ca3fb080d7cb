import type { Metadata } from 'next';
import { MonCompte } from '../../_ecrans/acces/compte/mon-compte';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/compte/') };

const Page = () => <MonCompte />;

export default Page;
