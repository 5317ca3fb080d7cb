import type { Metadata } from 'next';
import { Telephone } from '../../_ecrans/telephonie/telephone/telephone';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/telephone/') };

const Page = () => <Telephone />;

export default Page;
