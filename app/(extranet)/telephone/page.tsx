import type { Metadata } from 'next';
import { Telephone } from '../../_screens/telephone/telephone';

export const metadata: Metadata = { title: 'Téléphone (formation)' };

const Page = () => <Telephone />;

export default Page;
