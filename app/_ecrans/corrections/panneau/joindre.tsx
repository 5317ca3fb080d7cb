'use client';

import Link from 'next/link';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { adresseIntervenant } from '../../../_ui/adresses/intervenants';
import { adresseUsager } from '../../../_ui/adresses/usagers';
import { Appeler } from '../../../_ui/appeler';
import { telephonesDe } from '../../../_ui/personnes/connus';

/** Whom to call to know what the hours were, and the two files that the visit is about: one click, the telephone in hand. */
export const Joindre = ({ ligne: { retenue, usager, intervenant, statut } }: { ligne: Ligne }) => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  // Of a late one, they stand with what they are called for.
  const numeros = RETARDS.has(statut) ? [] : telephonesDe(etat, retenue.usagerId, aujourdhui);
  const sien = RETARDS.has(statut) ? undefined : etat.intervenants.get(retenue.intervenantId)?.telephone;
  return (
    <p className="joindre" data-testid="joindre">
      {sien ? (
        <span>
          <Appeler numero={sien} chez={intervenant} />
          <span className="discret">, l’aide</span>
        </span>
      ) : null}
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
