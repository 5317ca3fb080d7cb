import type { Metadata } from 'next';
import { Astreintes } from '../../_ecrans/astreinte/astreintes/astreintes';
import { titreDe } from '../../_ui/ecrans';

export const metadata: Metadata = { title: titreDe('/astreintes/') };

const Page = () => <Astreintes />;

export default Page;
