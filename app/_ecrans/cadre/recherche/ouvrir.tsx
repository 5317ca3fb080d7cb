'use client';

import { useHotkeys } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { ouvrirNouvelleVisite } from '../../../_ui/actes/nouvelle-visite';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { differer } from '../../../_ui/champs/differe';
import { Icone } from '../../../_ui/mots/icones';
import { NouvelleVisite } from '../../corrections';
import { useFrappe } from './frappe';
import './recherche.css';

// Comes with its first opening, from the service worker's copy.
const Recherche = differer(() => import('./recherche').then((m) => m.Recherche));

/** The search, from everywhere: its place in the top bar, and Ctrl+K, in a field too; not over a dialogue, whose typing it would lose. */
export const OuvrirRecherche = () => {
  const [ouverte, setOuverte] = useState(false);
  const [nouvelle, setNouvelle] = useState(false);
  const jour = useAujourdhui();
  const router = useRouter();
  const { commencer, finir } = useFrappe();
  const ouvrir = (): void => {
    if (!ouverte) commencer();
    setOuverte(true);
  };
  const fermer = (): void => {
    finir();
    setOuverte(false);
  };
  const creer = (): void => {
    // What had the keyboard before the search has it again: the form gives it back there in its turn.
    flushSync(fermer);
    if (!ouvrirNouvelleVisite()) setNouvelle(true);
  };
  useHotkeys([['mod+K', () => !document.querySelector('[aria-modal="true"]') && ouvrir()]], []);
  return (
    <>
      <button type="button" className="rechercher" aria-keyshortcuts="Control+K" onClick={ouvrir}>
        <Icone nom="loupe" />
        <span>Rechercher</span>
        <kbd>Ctrl K</kbd>
      </button>
      {ouverte ? <Recherche dejaTape={finir} fermer={fermer} creer={creer} /> : null}
      {nouvelle ? (
        <NouvelleVisite
          jour={jour}
          fermer={() => setNouvelle(false)}
          creee={(date, id) => router.push(lienVisite(date, id))}
        />
      ) : null}
    </>
  );
};
