'use client';

import { Center, Loader, Text } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect } from 'react';
import { demarrer, suivreEffacement, suivreExpiration } from '../../_data/acces';
import { FournirPoste, FournirSession, useAcces } from '../../_data/hooks';
import { Cadre } from '../cadre/cadre';
import { Connexion } from './connexion';
import { Deverrouillage } from './deverrouillage';
import { RefusRole } from './refus-role';

const CadreLeger = dynamic(() => import('../cadre/cadre-leger').then((m) => m.CadreLeger), { ssr: false });
const SecondFacteurDu = dynamic(() => import('./second-facteur-du').then((m) => m.SecondFacteurDu), { ssr: false });

/** The gate: nothing of the extranet is drawn before the data of this PC are open. */
export const Acces = ({ children }: { children: ReactNode }) => {
  const etat = useAcces();
  useEffect(() => {
    const cesser = [suivreEffacement(), suivreExpiration()];
    void demarrer();
    return () => {
      for (const c of cesser) c();
    };
  }, []);

  switch (etat.etape) {
    case 'OUVERTURE':
      return (
        <Center className="page-seule" aria-busy="true">
          <Loader size="sm" aria-hidden="true" />
          <Text ml="sm" role="status">
            Ouverture…
          </Text>
        </Center>
      );
    case 'CONNEXION':
      return <Connexion message={etat.message} />;
    case 'DEVERROUILLAGE':
      return <Deverrouillage compte={etat.compte} message={etat.message} />;
    case 'REFUS_ROLE':
      return <RefusRole session={etat.session} />;
    case 'SECOND_FACTEUR':
      return <SecondFacteurDu session={etat.session} />;
    case 'LEGER':
      return (
        <FournirSession value={etat.session}>
          <CadreLeger>{children}</CadreLeger>
        </FournirSession>
      );
    case 'OUVERT':
      return (
        <FournirPoste value={etat.poste} key={etat.poste.nom}>
          <Cadre>{children}</Cadre>
        </FournirPoste>
      );
  }
};
