'use client';

import { useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { dateLongue } from '#shared/mots/dates';
import { useAujourdhui, usePoste } from '../../_donnees/lecture/hooks';
import { passerA } from '../../_ui/adresses/passer-a';
import { ChoixListe } from '../../_ui/champs/choix-liste';
import { differer } from '../../_ui/champs/differe';
import { OuvrirAide } from './aide/ouvrir-aide';
import { CompteEtSortie, Theme } from './commun';
import { MarqueSync } from './marque-sync';
import { MENU } from './menu';
import { OuvrirRecherche } from './recherche/ouvrir';

const Deconnexion = differer(() => import('./deconnexion').then((m) => m.Deconnexion));

const ChoixAntenne = () => {
  const { session, antenne } = usePoste();
  const possibles = antennesDe(session);
  if (possibles.length < 2) return <span className="haut__antenne">{libelleAntenne(antenne)}</span>;
  return (
    <ChoixListe
      aria-label="Antenne"
      geste
      variant="unstyled"
      className="haut__antenne"
      value={antenne}
      data={possibles.map((a) => ({ value: a, label: libelleAntenne(a) }))}
      onChange={(v) => {
        const choisie = possibles.find((a) => a === v);
        if (choisie) void passerA(choisie);
      }}
    />
  );
};

export const BarreHaute = () => {
  const { session } = usePoste();
  const jour = useAujourdhui();
  const [quitter, setQuitter] = useState(false);
  return (
    <header className="haut">
      <ChoixAntenne />
      <span className="haut__date">{dateLongue(jour)}</span>
      <span className="haut__vide" />
      <OuvrirRecherche />
      <MarqueSync />
      <Theme />
      <OuvrirAide menu={MENU} />
      <CompteEtSortie nom={session.nom} sortir={() => setQuitter(true)} />
      {quitter ? <Deconnexion fermer={() => setQuitter(false)} /> : null}
    </header>
  );
};
