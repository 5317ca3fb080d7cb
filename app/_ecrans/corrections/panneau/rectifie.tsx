'use client';

import { prestationEnMots } from '#shared/libelles/prestation';
import { nomComplet } from '#shared/mots/textes';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useDepot } from '../../../_donnees/lecture/hooks';

/** [CO-1] Who and what a correction changed, beside what the punches said: nothing is overwritten. */
export const Rectifie = ({ ligne }: { ligne: Ligne }) => {
  const { usagers, intervenants } = useDepot();
  const { retenue: r } = ligne;
  const i = r.intervention;
  const nom = (p: { nom: string; prenom: string } | undefined, id: string): string => (p ? nomComplet(p) : id);
  const changes = [
    { quoi: 'Usager', brut: i.usagerId, retenu: r.usagerId, dire: (id: string) => nom(usagers.get(id), id) },
    {
      quoi: 'Aide',
      brut: i.intervenantId,
      retenu: r.intervenantId,
      dire: (id: string) => nom(intervenants.get(id), id),
    },
    { quoi: 'Prestation', brut: i.codePrestation, retenu: r.codePrestation, dire: prestationEnMots },
  ].filter((c) => c.brut !== c.retenu);
  if (changes.length === 0) return null;
  return (
    <ul className="puces" aria-label="Rectifié">
      {changes.map(({ quoi, brut, retenu, dire }) => (
        <li key={quoi}>
          {quoi} : <b>{dire(retenu)}</b>
          {brut ? (
            <>
              {' '}
              au lieu de <s className="discret">{dire(brut)}</s>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
};
