import type { Metadata } from 'next';
import { Telephone } from '../../_ecrans/telephonie/telephone/telephone';

export const metadata: Metadata = { title: 'Téléphone (formation)' };

const Page = () => <Telephone />;

export default Page;
