'use client';

import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { differer } from '../../../_ui/champs/differe';
import { Icone } from '../../../_ui/mots/icones';
import { useFrappe } from './frappe';
import './recherche.css';

// Comes with its first opening, from the service worker's copy.
const Recherche = differer(() => import('./recherche').then((m) => m.Recherche));

/** The search, from everywhere: its place in the top bar, and Ctrl+K, in a field too; not over a dialogue, whose typing it would lose. */
export const OuvrirRecherche = () => {
  const [ouverte, setOuverte] = useState(false);
  const { commencer, finir } = useFrappe();
  const ouvrir = (): void => {
    if (!ouverte) commencer();
    setOuverte(true);
  };
  const fermer = (): void => {
    finir();
    setOuverte(false);
  };
  useHotkeys([['mod+K', () => !document.querySelector('[aria-modal="true"]') && ouvrir()]], []);
  return (
    <>
      <button type="button" className="rechercher" aria-keyshortcuts="Control+K" onClick={ouvrir}>
        <Icone nom="loupe" />
        <span>Rechercher</span>
        <kbd>Ctrl K</kbd>
      </button>
      {ouverte ? <Recherche dejaTape={finir} fermer={fermer} /> : null}
    </>
  );
};
