'use client';

import { notifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import { usePoste, useSync } from '../../_data/hooks';
import { quandLibre } from '../../_data/libre';
import { pluriel } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { Marque } from '../../_ui/marque';
import { oublierLaCloture } from '../cloture/retour';
import { Assistance } from './assistance';
import { BarreHaute } from './barre-haute';
import { useComptes } from './comptes';
import { Maintenances } from './maintenances';
import { MENU } from './menu';
import { EntreeTelephone, MarqueMode } from './mode';
import { PanneSvi } from './panne-svi';
import { SansDonnees } from './sans-donnees';

/** Said once, when the PC opened: what a damaged database had lost, and what was made good. */
const useConstat = (): void => {
  const { constat } = usePoste();
  useEffect(() => {
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
  }, [constat]);
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

const PerteDonnees = dynamic(() => import('./perte-donnees').then((m) => m.PerteDonnees), { ssr: false });
const SessionFinie = dynamic(() => import('./session-finie').then((m) => m.SessionFinie), { ssr: false });

export const Cadre = ({ children }: { children: ReactNode }) => {
  const { antenne } = usePoste();
  const { liaison, perte } = useSync();
  const chemin = usePathname();
  const comptes = useComptes();
  const prechargement = usePrechargement();
  useConstat();
  return (
    <div className="cadre">
      <a href="#contenu" className="evitement">
        Aller au contenu
      </a>
      <nav className="cadre__menu" aria-label="Menu principal">
        <div className="cadre__marque">
          <Marque taille={26} />
          <span>Paris domicile</span>
        </div>
        <ul>
          {MENU.map((m) => {
            const n = m.compte ? comptes[m.compte] : 0;
            return (
              <li key={m.href}>
                <Link
                  href={m.href}
                  onClick={oublierLaCloture}
                  // The help is long: it comes when it is opened, from what the service worker keeps.
                  {...(m.href === '/aide/' || !prechargement ? { prefetch: false } : {})}
                  aria-current={`${chemin}/`.startsWith(m.href) ? 'page' : undefined}
                >
                  <Icone nom={m.icone} />
                  <span>{m.libelle}</span>
                  {n > 0 ? (
                    <span className="cadre__compte">
                      {n.toLocaleString('fr-FR')}
                      <span className="invisible"> à traiter</span>
                    </span>
                  ) : null}
                </Link>
              </li>
            );
          })}
          <EntreeTelephone chemin={chemin} />
        </ul>
        <Assistance />
      </nav>
      <div className="cadre__droite">
        <MarqueMode />
        <BarreHaute />
        <PanneSvi />
        <Maintenances />
        {perte ? <PerteDonnees perte={perte} /> : null}
        {liaison === 'SESSION_FINIE' ? <SessionFinie /> : null}
        <main id="contenu" className="cadre__contenu" tabIndex={-1} aria-label={`Antenne ${ANTENNES[antenne].libelle}`}>
          <SansDonnees chemin={chemin}>{children}</SansDonnees>
        </main>
      </div>
    </div>
  );
};
