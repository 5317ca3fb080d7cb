'use client';

import { Text } from '@mantine/core';
import Link from 'next/link';
import { dateCourte, heure } from '#shared/mots/dates';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { adresseVisite } from '../adresses/fiches';
import { BadgeLigne } from '../mots/badge-statut';
import { HeureRetenue } from '../mots/heure-retenue';
import { Section } from '../section';
import { useVisitesDe } from './visites';

/** How far ahead the next ones are looked for, and how many are said. */
const HORIZON_J = 21;
const SUIVANTES = 3;

const Une = ({ ligne: l, par, jour }: { ligne: Ligne; par: 'usager' | 'intervenant'; jour: DateCivile }) => {
  const { arrivee, depart } = l.retenue.intervention;
  return (
    <tr>
      <td className="nom">{l.date === jour ? 'Aujourd’hui' : dateCourte(l.date)}</td>
      <td className="num">{l.prevu ? `${heure(l.prevu.debut)} – ${heure(l.prevu.fin)}` : 'non prévue'}</td>
      <td className="nom">{par === 'usager' ? l.intervenant : l.usager}</td>
      <td className="num">
        <HeureRetenue brute={arrivee?.instant} retenue={l.retenue.debut} />
      </td>
      <td className="num">
        <HeureRetenue brute={depart?.instant} retenue={l.retenue.fin} />
      </td>
      <td>
        <BadgeLigne ligne={l} court />
      </td>
      <td className="action">
        <Link href={adresseVisite(l)} aria-label={`Voir la visite : ${dateCourte(l.date)}, ${heure(l.instant)}`}>
          Voir
        </Link>
      </td>
    </tr>
  );
};

/** What is asked for on the telephone, before all: today's visits, then the next ones. */
export const VisitesProchaines = ({
  par,
  id,
  jour,
}: {
  par: 'usager' | 'intervenant';
  id: string;
  jour: DateCivile;
}) => {
  const lignes = useVisitesDe(par, id, jour, ajouterJours(jour, HORIZON_J));
  const duJour = lignes.filter((l) => l.date === jour);
  const suivantes = lignes.filter((l) => l.date > jour && !l.retenue.supprimee).slice(0, SUIVANTES);
  return (
    <Section titre="Aujourd’hui et ensuite" large>
      {duJour.length === 0 ? <Text size="sm">Aucune visite aujourd’hui.</Text> : null}
      {duJour.length + suivantes.length === 0 ? (
        <Text size="sm" c="dimmed">
          Rien n’est prévu dans les trois semaines qui viennent, d’après ce que ce poste a reçu de Millésime.
        </Text>
      ) : (
        <table className="jour usager__table" aria-label="Visites d’aujourd’hui et suivantes">
          <thead>
            <tr>
              <th scope="col">Jour</th>
              <th scope="col" className="num">
                Prévu
              </th>
              <th scope="col">{par === 'usager' ? 'Aide' : 'Usager'}</th>
              <th scope="col" className="num">
                Arrivée
              </th>
              <th scope="col" className="num">
                Départ
              </th>
              <th scope="col">Statut</th>
              <th scope="col">
                <span className="invisible">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...duJour, ...suivantes].map((l) => (
              <Une key={l.id} ligne={l} par={par} jour={jour} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};
