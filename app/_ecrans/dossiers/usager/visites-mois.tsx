'use client';

import { ActionIcon, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { dateCourte, duree, heure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { adresseVisite } from '../../../_ui/adresses/fiches';
import { HeuresDuMois } from '../../../_ui/heures/heures-du-mois';
import { totaliser } from '../../../_ui/heures/totaux';
import { useVisitesDe } from '../../../_ui/heures/visites';
import { BadgeLigne } from '../../../_ui/mots/badge-statut';
import { HeureRetenue } from '../../../_ui/mots/heure-retenue';
import { Icone } from '../../../_ui/mots/icones';
import { Section } from '../../../_ui/section';
import { ReleveArchive } from './releve-archive';

/** The month's visits, as the grid shows them; each leads there. */
export const VisitesMois = ({ usagerId, jour }: { usagerId: string; jour: DateCivile }) => {
  const [mois, setMois] = useState(moisDe(jour));
  const lignes = useVisitesDe('usager', usagerId, premierJour(mois), dernierJour(mois));
  const t = totaliser(lignes);
  return (
    <Section titre="Visites du mois" large>
      <Group gap="sm">
        <ActionIcon.Group>
          <ActionIcon variant="default" aria-label="Mois précédent" onClick={() => setMois(ajouterMois(mois, -1))}>
            <Icone nom="gauche" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Mois suivant" onClick={() => setMois(ajouterMois(mois, 1))}>
            <Icone nom="droite" />
          </ActionIcon>
        </ActionIcon.Group>
        <Text size="sm" fw={600} role="status">
          {moisEnMots(mois)} : {pluriel(t.visites, 'visite')}, prévu {duree(t.prevu)}, fait {duree(t.fait)}
        </Text>
        {mois < moisDe(jour) ? <ReleveArchive key={mois} usagerId={usagerId} mois={mois} /> : null}
      </Group>
      {lignes.length > 0 ? <HeuresDuMois mois={mois} lignes={lignes} /> : null}
      {lignes.length === 0 ? (
        <Text size="sm" c="dimmed">
          Aucune visite gardée sur ce poste pour ce mois : rien n’y est prévu ni pointé, ou le mois est trop ancien.
        </Text>
      ) : (
        <table className="jour usager__table">
          <thead>
            <tr>
              <th scope="col">Jour</th>
              <th scope="col" className="num">
                Prévu
              </th>
              <th scope="col" className="num">
                Arrivée
              </th>
              <th scope="col" className="num">
                Départ
              </th>
              <th scope="col" className="num">
                Durée
              </th>
              <th scope="col">Aide</th>
              <th scope="col">Statut</th>
              <th scope="col">
                <span className="invisible">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lignes.map((l) => (
              <tr key={l.id}>
                <td>{dateCourte(l.date)}</td>
                <td className="num">{l.prevu ? `${heure(l.prevu.debut)} – ${heure(l.prevu.fin)}` : 'non prévue'}</td>
                <td className="num">
                  <HeureRetenue brute={l.retenue.intervention.arrivee?.instant} retenue={l.retenue.debut} />
                </td>
                <td className="num">
                  <HeureRetenue brute={l.retenue.intervention.depart?.instant} retenue={l.retenue.fin} />
                </td>
                <td className="num">{l.duree === undefined ? '—' : duree(l.duree)}</td>
                <td className="nom">{l.intervenant}</td>
                <td>
                  <BadgeLigne ligne={l} court />
                </td>
                <td className="action">
                  <Link
                    href={adresseVisite(l)}
                    aria-label={`Voir la visite : ${dateCourte(l.date)}, ${heure(l.instant)}`}
                  >
                    Voir
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};
