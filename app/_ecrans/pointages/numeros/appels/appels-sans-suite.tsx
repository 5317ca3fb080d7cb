'use client';

import { SegmentedControl, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import { useAujourdhui, usePoste } from '../../../../_donnees/lecture/hooks';
import { direGesteNonGarde } from '../../../../_ui/actes/annoncer';
import { signer } from '../../../../_ui/actes/enregistrer';
import { lienFiche, lienVisite } from '../../../../_ui/adresses/numeros';
import { useListe } from '../../../../_ui/liste/liste';
import { BoutonTouches } from '../../../../_ui/touches/bouton-touches';
import { type Adresse, PERIODES, type Periode } from '../adresse';
import type { Donnees } from '../donnees';
import { composerVu, jourDeLaFiche, resteSansSuite, suivreAppels } from './suivi-appels';
import { TableAppels } from './table-appels';

const JOURS: Record<Periode, number> = { jour: 0, semaine: 7, tout: 366 };

type Props = {
  donnees: Donnees;
  adresse: Adresse;
  aller: (p: Partial<Adresse>) => void;
  choisir: (cle: string | undefined) => void;
};

/** [PT-4] Calls that recorded nothing, and those that the operator knows and we do not. */
export const AppelsSansSuite = ({ donnees: d, adresse, aller, choisir }: Props) => {
  const aujourdhui = useAujourdhui();
  const routeur = useRouter();
  const poste = usePoste();
  const depuis = ajouterJours(aujourdhui, -JOURS[adresse.periode]);
  const appels = useMemo(() => {
    const montres = d.appels
      .filter((a) => dateParis(a.instant) >= depuis)
      .sort((a, b) => (a.instant < b.instant ? 1 : -1));
    return suivreAppels(d.etat, montres, d.attentes, d.connus);
  }, [d, depuis]);
  const cles = useMemo(() => appels.map((s) => s.appel._id), [appels]);
  const voir = (cle: string): void => {
    const s = appels.find((x) => x.appel._id === cle);
    if (!s) return;
    poste
      .enregistrer([composerVu(s.appel, s.vu ? 'RENDRE' : 'PRENDRE', signer(poste))])
      .catch(() => direGesteNonGarde());
  };
  const liste = useListe(cles, adresse.cle, choisir, {
    lettres: { v: voir },
    entree: (cle) => {
      const s = appels.find((x) => x.appel._id === cle);
      if (!s) return;
      routeur.push(
        s.visite
          ? lienVisite(s.visite.date, s.visite.id)
          : lienFiche({ usager: s.usagers[0], aide: s.appel.intervenantId, date: jourDeLaFiche(s) }),
      );
    },
  });
  const restent = appels.filter(resteSansSuite).length;
  return (
    <div className="numeros__liste">
      <div className="numeros__filtre">
        <SegmentedControl
          size="xs"
          aria-label="Période"
          value={adresse.periode}
          data={Object.entries(PERIODES).map(([value, label]) => ({ value, label }))}
          onChange={(v) => aller({ periode: v as Periode, cle: undefined })}
        />
        <Text size="sm" c="dimmed" role="status">
          {appels.length === 0
            ? 'aucun appel'
            : `${pluriel(appels.length, 'appel')}, ${restent === 0 ? 'plus rien à faire' : `dont ${restent} à voir`}`}
        </Text>
      </div>
      {appels.length === 0 ? (
        <div className="vide defile">
          <Text fw={600}>Aucun appel sans suite</Text>
          <Text size="sm" c="dimmed">
            Sur cette période, chaque appel reçu a enregistré une arrivée ou un départ. Un code erroné, un appel
            raccroché trop tôt ou un appel que seul l’opérateur a vu s’affichent ici.
          </Text>
        </div>
      ) : (
        <TableAppels appels={appels} donnees={d} liste={liste} voir={voir} />
      )}
      <p className="raccourcis">
        <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> ouvrir la visite, ou sa fiche · <kbd>V</kbd>{' '}
        noter l’appel comme vu
        <BoutonTouches ecran="numeros" />
      </p>
    </div>
  );
};
