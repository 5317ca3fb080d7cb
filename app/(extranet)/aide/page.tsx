import type { Metadata } from 'next';
import { Aide } from '../../_screens/aide/aide';

export const metadata: Metadata = { title: 'Aide' };

const Page = () => <Aide />;

export default Page;
