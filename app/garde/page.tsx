import type { Metadata } from 'next';
import { Garde } from '../_ecrans/astreinte/garde/garde';

export const metadata: Metadata = { title: 'Astreinte' };

const Page = () => <Garde />;

export default Page;
