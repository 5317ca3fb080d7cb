'use client';

import Link from 'next/link';
import { Fragment, useMemo } from 'react';
import { deMois } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { useDepot, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { Icone } from '../../../_ui/mots/icones';
import { visitesAMoi } from './a-moi';
import './equipe.css';

/** The visits that one has taken, or was handed over, of any month; nothing where there is none. */
export const MesVisites = () => {
  const etat = useDepot();
  const moi = usePoste().session.identifiant;
  const maintenant = useMaintenant();
  const mois = useMemo(() => visitesAMoi(etat, moi, maintenant), [etat, moi, maintenant]);
  if (mois.length === 0) return null;
  return (
    <p className="equipe__a-moi" data-testid="a-moi">
      <Icone nom="personne" taille={14} /> <b>Prises par moi</b>{' '}
      {mois.map(({ mois: m, nombre }, n) => (
        <Fragment key={m}>
          {n > 0 ? ', ' : ''}
          <Link href={`/interventions/?${new URLSearchParams({ mois: m, filtre: 'a-moi' })}`} prefetch={false}>
            {pluriel(nombre, 'visite')} {deMois(m)}
          </Link>
        </Fragment>
      ))}
    </p>
  );
};
