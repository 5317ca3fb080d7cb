'use client';

import Link from 'next/link';
import { useAujourdhui, useDepot } from '../../_data/hooks';
import type { Ligne } from '../../_data/lignes';
import { Appeler } from '../../_ui/appeler';
import { RETARDS } from '../../_ui/statuts';
import { adresseIntervenant } from '../intervenant/adresse';
import { telephonesDe } from '../numeros/connus';
import { adresseUsager } from '../usager/adresse';

/** Whom to call to know what the hours were, and the two files that the visit is about: one click, the telephone in hand. */
export const Joindre = ({ ligne: { retenue, usager, intervenant, statut } }: { ligne: Ligne }) => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  // Of a late one, they stand with what they are called for.
  const numeros = RETARDS.has(statut) ? [] : telephonesDe(etat, retenue.usagerId, aujourdhui);
  return (
    <p className="joindre" data-testid="joindre">
      {numeros.map((n) => (
        <Appeler key={n} numero={n} chez={usager} />
      ))}
      <Link href={adresseUsager(retenue.usagerId)} prefetch={false} aria-label={`Dossier de l’usager, ${usager}`}>
        Dossier de l’usager
      </Link>
      <Link
        href={adresseIntervenant(retenue.intervenantId)}
        prefetch={false}
        aria-label={`Dossier de l’aide, ${intervenant}`}
      >
        Dossier de l’aide
      </Link>
    </p>
  );
};
