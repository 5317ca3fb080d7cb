import { useState } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { useDepot, usePoste, useSync } from '../../_donnees/lecture/hooks';
import { antenneDuLien } from './antenne-du-lien';

/** The visit that the address named as the screen opened. */
export type Lien = { id: string; antenne: Antenne | undefined };

const lireLien = (): Lien | undefined => {
  const q = new URLSearchParams(location.search);
  const id = q.get('id');
  return id === null ? undefined : { id, antenne: antenneDuLien(q) };
};

/** The link that brought her here, where the visit that it names is not here; nothing before all that may come has come. */
export const useLienAilleurs = (id: string | undefined, estIci: boolean): Lien | undefined => {
  const { antenne } = usePoste();
  const { pret } = useDepot();
  const { lecture, liaison } = useSync();
  const [lien] = useState(lireLien);
  if (lien === undefined || lien.id !== id || estIci) return undefined;
  const autre = lien.antenne !== undefined && lien.antenne !== antenne;
  return autre || (pret && lecture === undefined && liaison !== 'CONNEXION') ? lien : undefined;
};
