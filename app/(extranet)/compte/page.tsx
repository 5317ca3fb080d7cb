import type { Metadata } from 'next';
import { MonCompte } from '../../_ecrans/acces/compte/mon-compte';

export const metadata: Metadata = { title: 'Mon compte' };

const Page = () => <MonCompte />;

export default Page;
