'use client';

import { Center, Loader, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { demarrer } from '../../_donnees/acces/demarrage';
import { suivreEffacement } from '../../_donnees/acces/depart';
import { suivreExpiration } from '../../_donnees/acces/expiration';
import { reprendreEffacements, restes } from '../../_donnees/base/restes';
import { retenirDepart } from '../../_donnees/depot/brouillons';
import { devancerCode } from '../../_donnees/lecture/devancer';
import { FournirPoste, FournirSession, useAcces } from '../../_donnees/lecture/hooks';
import { differer } from '../../_ui/champs/differe';
import { RefusRole } from './refus-role';

// Their forms would weigh on the first screen of who is signed in; the frame, on the first screen of who is not.
const Cadre = differer(() => import('./cadre').then((m) => m.Cadre));
const Connexion = differer(() => import('../acces/connexion/connexion').then((m) => m.Connexion));
const Deverrouillage = differer(() => import('../acces/connexion/deverrouillage').then((m) => m.Deverrouillage));
const CadreLeger = differer(() => import('./cadre-leger').then((m) => m.CadreLeger));
const PasOuverte = differer(() => import('./pas-ouverte').then((m) => m.PasOuverte));
const SecondFacteurDu = differer(() => import('../acces/connexion/second-facteur-du').then((m) => m.SecondFacteurDu));
const Restes = differer(() => import('./bandeaux/restes').then((m) => m.Restes));
devancerCode(Cadre.precharger);

/** Whoever signs in next opens the day, not the screen of who has just left: its address may name an usager. */
const useDepart = (parti: boolean): void => {
  const routeur = useRouter();
  useEffect(() => {
    if (parti) routeur.replace('/aujourdhui/');
  }, [parti, routeur]);
};

/** The gate: nothing of the extranet is drawn before the data of this PC are open. */
export const Acces = ({ children }: { children: ReactNode }) => {
  const reste = useSyncExternalStore(restes.abonner, restes.lire, () => false);
  return (
    <>
      {reste ? <Restes /> : null}
      <Porte>{children}</Porte>
    </>
  );
};

const Porte = ({ children }: { children: ReactNode }) => {
  const etat = useAcces();
  useDepart(etat.etape === 'CONNEXION' && etat.parti === true);
  useEffect(() => {
    const cesser = [suivreEffacement(), suivreExpiration(), retenirDepart()];
    void demarrer().finally(reprendreEffacements);
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
    case 'PAS_OUVERTE':
      return <PasOuverte session={etat.session} antenne={etat.antenne} message={etat.message} />;
    case 'OUVERT':
      return (
        <FournirPoste value={etat.poste} key={etat.poste.nom}>
          <Cadre>{children}</Cadre>
        </FournirPoste>
      );
  }
};
