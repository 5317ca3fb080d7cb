import type { Metadata } from 'next';
import { MesHeures } from '../_ecrans/acces/mes-heures/mes-heures';

export const metadata: Metadata = { title: 'Mes heures' };

const Page = () => <MesHeures />;

export default Page;
