import type { Metadata } from 'next';
import { RetourFournisseur } from '../_ecrans/acces/connexion/retour';

export const metadata: Metadata = { title: 'Connexion' };

const Page = () => <RetourFournisseur />;

export default Page;
