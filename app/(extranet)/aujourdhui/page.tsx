import type { Metadata } from 'next';
import { Aujourdhui } from '../../_screens/aujourdhui/aujourdhui';

export const metadata: Metadata = { title: 'Aujourd’hui' };

const Page = () => <Aujourdhui />;

export default Page;
