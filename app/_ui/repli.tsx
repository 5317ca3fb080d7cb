'use client';

import type { ReactNode } from 'react';
import { useRepli } from './affichage';
import { Icone } from './mots/icones';

/** What is not asked for every day: folded until it is, and left as the account left it. `nom`: under which that is kept. */
export const Repli = ({ nom, titre, children }: { nom: string; titre: string; children: ReactNode }) => {
  const [replie, replier] = useRepli(nom, true);
  return (
    <>
      <button type="button" className="repli" aria-expanded={!replie} onClick={() => replier(!replie)}>
        <Icone nom={replie ? 'droite' : 'bas'} taille={14} /> {titre}
      </button>
      {replie ? null : children}
    </>
  );
};
