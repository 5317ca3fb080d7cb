import type { Metadata } from 'next';
import { Invitation } from '../_ecrans/acces/invitation/invitation';

export const metadata: Metadata = { title: 'Votre accès' };

const Page = () => <Invitation />;

export default Page;
