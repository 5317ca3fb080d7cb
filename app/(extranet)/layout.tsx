import type { ReactNode } from 'react';
import { Acces } from '../_ecrans/cadre/acces';

/** Every page of the extranet stands behind the sign-in; its address stays as it was asked. */
const Extranet = ({ children }: { children: ReactNode }) => <Acces>{children}</Acces>;

export default Extranet;
