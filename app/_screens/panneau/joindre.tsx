'use client';

import Link from 'next/link';
import { useDepot } from '../../_data/hooks';
import type { Ligne } from '../../_data/lignes';
import { telephone } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { adresseIntervenant } from '../intervenant/adresse';
import { adresseUsager } from '../usager/adresse';

/** Whom to call to know what the hours were, and the two files that the visit is about: one click, the telephone in hand. */
export const Joindre = ({ ligne: { retenue, usager, intervenant } }: { ligne: Ligne }) => {
  const { usagers } = useDepot();
  const numeros = usagers.get(retenue.usagerId)?.telephones ?? [];
  return (
    <p className="joindre" data-testid="joindre">
      {numeros.map((n) => (
        <a key={n} href={`tel:${n}`} aria-label={`Appeler ${usager}, ${telephone(n)}`}>
          <Icone nom="telephone" taille={14} /> {telephone(n)}
        </a>
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
