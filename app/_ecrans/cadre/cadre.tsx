'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { quandLibre } from '../../_donnees/base/libre';
import type { Remplie } from '../../_donnees/base/remplies';
import { oublierIllisibles } from '../../_donnees/base/stockage';
import { usePoste, useSync } from '../../_donnees/lecture/hooks';
import { surDemandeDAnnuler } from '../../_ui/actes/actes';
import { adopterAffichage } from '../../_ui/affichage';
import { differer } from '../../_ui/champs/differe';
import { notifications } from '../../_ui/notifications';
import { useCtrlZ } from '../../_ui/touches/ctrl-z';
import { Assistance } from './assistance';
import { Autrui } from './bandeaux/autrui';
import { Maintenances } from './bandeaux/maintenances';
import { MarqueMode } from './bandeaux/mode';
import { PanneSvi } from './bandeaux/panne-svi';
import { Retraits } from './bandeaux/retraits';
import { SansDonnees } from './bandeaux/sans-donnees';
import { BarreHaute } from './barre-haute';
import { MenuDuCadre } from './commun';
import { MenuPrincipal } from './menu-principal';
import { useRetourEnLigne } from './retour-en-ligne';

const PERDUES: Readonly<Record<Remplie, string>> = {
  jours: 'les visites',
  dossiers: 'les usagers et les aides',
  saisies: 'les saisies déjà envoyées, celles des collègues comprises',
  decisions: 'les réponses du serveur aux saisies, et les clôtures',
  suspens: 'les alertes et les appels à traiter',
};

/** Said once, when the PC opened: what a damaged database had lost, and what was made good. */
const useConstat = (): void => {
  const { constat, session } = usePoste();
  const { identifiant } = session;
  useEffect(() => {
    if (constat.illisibles) {
      notifications.show({
        color: 'red',
        autoClose: false,
        title: 'Saisies peut-être perdues',
        message:
          'Le navigateur a perdu ce qui ouvrait les données de ce poste, qui gardait peut-être des saisies non envoyées : plus rien ne peut les rouvrir. Vérifiez les visites « À traiter » et les numéros, et refaites ce qui manque.',
        onClose: () => oublierIllisibles(identifiant),
      });
    }
    if (constat.remises > 0) {
      notifications.show({
        color: 'yellow',
        autoClose: false,
        title: 'Saisies retrouvées',
        message: `Les données de ce poste étaient abîmées : ${pluriel(constat.remises, 'saisie reprise', 'saisies reprises')} de la copie de secours.`,
      });
    }
    if (constat.perdues > 0) {
      notifications.show({
        color: 'red',
        autoClose: false,
        title: 'Saisies perdues',
        message: `${pluriel(constat.perdues, 'saisie faite', 'saisies faites')} sur ce poste et non envoyées n’ont pas été retrouvées : vérifiez les visites « À traiter » et les numéros.`,
      });
    }
    const manque = constat.aRelire.map((c) => PERDUES[c]);
    if (manque.length > 0) {
      notifications.show({
        color: 'yellow',
        autoClose: false,
        title: 'Données abîmées sur ce poste',
        message: `Perdu : ${manque.join(', ')}. Tout est relu dès que le serveur répond ; jusque-là, il peut en manquer à l’écran.`,
      });
    }
  }, [constat, identifiant]);
};

/** The other screens are fetched ahead once this one is there and the first reading is over: they would take from both. */
const usePrechargement = (): boolean => {
  const { liaison, lecture } = useSync();
  const lit = lecture !== undefined && liaison !== 'HORS_LIGNE' && liaison !== 'SESSION_FINIE';
  const [permis, setPermis] = useState(false);
  useEffect(() => {
    if (!lit) quandLibre(() => setPermis(true));
  }, [lit]);
  return permis;
};

const PerteDonnees = differer(() => import('./bandeaux/perte-donnees').then((m) => m.PerteDonnees));
const SessionFinie = differer(() => import('./bandeaux/session-finie').then((m) => m.SessionFinie));

export const Cadre = ({ children }: { children: ReactNode }) => {
  const { antenne, session } = usePoste();
  const { liaison, perte } = useSync();
  const chemin = usePathname();
  const prechargement = usePrechargement();
  useConstat();
  useRetourEnLigne();
  useEffect(() => adopterAffichage(session.identifiant), [session.identifiant]);
  const poste = usePoste();
  useEffect(
    () =>
      surDemandeDAnnuler((p, acte) => {
        if (p === poste) void import('../../_ui/actes/annuler').then((m) => m.annulerActe(poste, acte));
      }),
    [poste],
  );
  useCtrlZ(() => void import('../../_ui/actes/annuler').then((m) => m.annulerDerniere(poste)), { partout: true });
  return (
    <div className="cadre">
      <MenuDuCadre>
        <MenuPrincipal prechargement={prechargement} />
        <Assistance />
      </MenuDuCadre>
      <div className="cadre__droite">
        <MarqueMode />
        <BarreHaute />
        <PanneSvi />
        <Maintenances />
        <Retraits session={session} />
        <Autrui />
        {perte ? <PerteDonnees perte={perte} /> : null}
        {liaison === 'SESSION_FINIE' ? <SessionFinie /> : null}
        <main id="contenu" className="cadre__contenu" tabIndex={-1} aria-label={`Antenne ${libelleAntenne(antenne)}`}>
          <SansDonnees chemin={chemin}>{children}</SansDonnees>
        </main>
      </div>
    </div>
  );
};
