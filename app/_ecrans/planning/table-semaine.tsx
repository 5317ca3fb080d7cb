import Link from 'next/link';
import { memo } from 'react';
import { dateCourte, duree, heure } from '#shared/mots/dates';
import type { Ligne } from '../../_donnees/depot/lignes';
import { adresseVisite } from '../../_ui/adresses/fiches';
import type { Par } from '../../_ui/adresses/planning';
import { estRemplacee } from '../../_ui/heures/visites';
import { BadgeLigne } from '../../_ui/mots/badge-statut';
import { HeureRetenue } from '../../_ui/mots/heure-retenue';

type Props = { lignes: readonly Ligne[]; par: Par; id: string };

/** What the calendar shows, as a table: the same visits, their hours in figures. */
export const TableSemaine = memo(({ lignes, par, id }: Props) => (
  <details className="semaine__table">
    <summary>La semaine en tableau</summary>
    {lignes.length === 0 ? (
      <p className="discret">Aucune visite prévue ni pointée cette semaine.</p>
    ) : (
      <table className="jour usager__table">
        <caption className="invisible">Visites de la semaine, par jour et par heure</caption>
        <thead>
          <tr>
            <th scope="col">Jour</th>
            <th scope="col">Prévu</th>
            <th scope="col">Arrivée</th>
            <th scope="col">Départ</th>
            <th scope="col">Durée</th>
            <th scope="col">{par === 'usager' ? 'Aide' : 'Usager'}</th>
            <th scope="col">Statut</th>
          </tr>
        </thead>
        <tbody>
          {lignes.map((l) => (
            <tr key={l.id}>
              <td>
                <Link href={adresseVisite(l)} prefetch={false}>
                  {dateCourte(l.date)}
                </Link>
              </td>
              <td>{l.prevu ? `${heure(l.prevu.debut)} – ${heure(l.prevu.fin)}` : 'non prévue'}</td>
              <td>
                <HeureRetenue brute={l.retenue.intervention.arrivee?.instant} retenue={l.retenue.debut} />
              </td>
              <td>
                <HeureRetenue brute={l.retenue.intervention.depart?.instant} retenue={l.retenue.fin} />
              </td>
              <td>{l.duree === undefined ? '—' : duree(l.duree)}</td>
              <td className="nom">
                {par === 'usager' ? l.intervenant : l.usager}
                {estRemplacee(l, par, id) ? <span className="discret"> faite par {l.intervenant}</span> : null}
              </td>
              <td>
                <BadgeLigne ligne={l} court />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </details>
));
TableSemaine.displayName = 'TableSemaine';
