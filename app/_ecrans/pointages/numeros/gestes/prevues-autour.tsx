'use client';

import { Title } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Attente } from '#shared/contrats/pointages/derives';
import { dateCourte, heure } from '#shared/mots/dates';
import type { Ligne } from '../../../../_donnees/depot/lignes';
import { lienVisite } from '../../../../_ui/adresses/numeros';
import { BadgeLigne } from '../../../../_ui/mots/badge-statut';
import { prevuesAutour } from '../suggestions';

/** [PT-5] What the aides who called were to do around these calls: she who attaches sees where they may have been. */
export const PrevuesAutour = ({ attentes, lignes }: { attentes: readonly Attente[]; lignes: readonly Ligne[] }) => {
  const prevues = useMemo(() => prevuesAutour(attentes, lignes), [attentes, lignes]);
  return (
    <section aria-labelledby="prevues-autour">
      <Title order={3} id="prevues-autour">
        Prévu pour cette aide autour de ces heures
      </Title>
      {prevues.length === 0 ? (
        <p className="discret">Aucune visite à moins de trois heures de ces appels.</p>
      ) : (
        <ul className="appels">
          {prevues.map((l) => (
            <li key={l.id}>
              <div>
                {dateCourte(l.date)} {heure(l.prevu?.debut)} – {heure(l.prevu?.fin)}{' '}
                <Link href={lienVisite(l.date, l.id)} prefetch={false}>
                  {l.usager}
                </Link>
              </div>
              <BadgeLigne ligne={l} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
