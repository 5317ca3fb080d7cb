'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { dateBreve, heure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { Icone } from '../../../_ui/mots/icones';
import { notesPrecedentes } from './precedentes';
import './equipe.css';

/** What the shift before left to this one; nothing where it left nothing. */
export const NotesPrecedentes = ({ jour }: { jour: DateCivile }) => {
  const etat = useDepot();
  const moi = usePoste().session.identifiant;
  const notes = useMemo(() => notesPrecedentes(etat, jour, moi), [etat, jour, moi]);
  if (notes.length === 0) return null;
  return (
    <details className="equipe__precedentes" open>
      <summary>
        <Icone nom="bulle" taille={14} /> Notes du service précédent <span className="discret">{notes.length}</span>
      </summary>
      <ul>
        {notes.map(({ note: n, qui, lien }) => (
          <li key={n.id}>
            <Link href={lien} prefetch={false} className="nom">
              {qui}
            </Link>{' '}
            <span className="equipe__texte">{n.texte}</span>{' '}
            <span className="discret">
              {nomAuteur(etat, n.auteur)}, {dateBreve(dateParis(n.instant), jour)} {heure(n.instant)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};
