'use client';

import { autruiPerdues } from '../../../_donnees/depot/autrui';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { differer } from '../../../_ui/champs/differe';

// A rare notice, with a window of its own: the first screen does without its code.
const AutruiPerdue = differer(() => import('./autrui-perdue').then((m) => m.AutruiPerdue));

/** [CO-6] What colleagues typed and a restored server has no more is told, and given as a file that its author takes back. */
export const Autrui = () => {
  const etat = useDepot();
  if (etat.autrui.size === 0) return null;
  return autruiPerdues(etat).map((p) => <AutruiPerdue key={p.auteur} {...p} />);
};
