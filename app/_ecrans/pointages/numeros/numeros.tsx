'use client';

import { SegmentedControl, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { aLeDroit } from '#shared/droits/droits';
import { nombreEntier } from '#shared/mots/nombres';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { differer } from '../../../_ui/champs/differe';
import { type Adresse, ONGLETS, type Onglet, useAdresse } from './adresse';
import { compterNumeros } from './compter';
import { useDonnees } from './donnees';
import '../../../_ui/styles/numeros.css';

// One tab is looked at: the others come when they are opened (from the service worker's copy).
const Inconnus = differer(() => import('./inconnus').then((m) => m.Inconnus));
const Propositions = differer(() => import('./propositions').then((m) => m.Propositions));
const AppelsSansSuite = differer(() => import('./appels/appels-sans-suite').then((m) => m.AppelsSansSuite));
const AppelsAilleurs = differer(() => import('./appels/appels-ailleurs').then((m) => m.AppelsAilleurs));
const SansAntenne = differer(() => import('./sans-antenne').then((m) => m.SansAntenne));

type EcranProps = { adresse: Adresse; aller: (p: Partial<Adresse>) => void };

const Contenu = ({ adresse, aller }: EcranProps) => {
  const donnees = useDonnees();
  const choisir = useCallback((cle: string | undefined) => aller({ cle }), [aller]);
  const props = { donnees, choisie: adresse.cle, choisir };
  switch (adresse.onglet) {
    case 'inconnus':
      return <Inconnus {...props} />;
    case 'propositions':
      return <Propositions {...props} />;
    case 'appels':
      return <AppelsSansSuite donnees={donnees} adresse={adresse} aller={aller} choisir={choisir} />;
    case 'ailleurs':
      return <AppelsAilleurs donnees={donnees} adresse={adresse} aller={aller} choisir={choisir} />;
    case 'sans-antenne':
      return <SansAntenne {...props} />;
  }
};

/** What waits for someone: numbers to attach, proposals, calls that came to nothing, calls from elsewhere. */
export const Numeros = () => {
  const [adresse, aller] = useAdresse();
  const { session } = usePoste();
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  const comptes = useMemo(() => compterNumeros(etat, nomDuPoste(), aujourdhui), [etat, aujourdhui]);
  const nombres: Partial<Record<Onglet, number>> = comptes;
  const onglets = Object.entries(ONGLETS).filter(
    ([o]) => o !== 'sans-antenne' || aLeDroit(session, 'lireSuspensCentraux'),
  );
  const permis = onglets.some(([o]) => o === adresse.onglet);
  return (
    <div className="ecran">
      <div className="ecran__liste">
        <div className="ecran__tete">
          <Title order={1}>Numéros</Title>
          <SegmentedControl
            size="xs"
            aria-label="Ce qui attend quelqu’un"
            value={permis ? adresse.onglet : 'inconnus'}
            data={onglets.map(([value, mot]) => {
              const n = nombres[value as Onglet] ?? 0;
              return { value, label: n > 0 ? `${mot} ${nombreEntier(n)}` : mot };
            })}
            onChange={(v) => aller({ onglet: v as Onglet, cle: undefined })}
          />
        </div>
        <Contenu adresse={permis ? adresse : { ...adresse, onglet: 'inconnus' }} aller={aller} />
      </div>
    </div>
  );
};
