import { Text } from '@mantine/core';
import { ANTENNES } from '#shared/contrats/commun';
import type { VisiteConsultee } from '#shared/contrats/consultation';
import { dateParis } from '#shared/temps/paris';
import { libelleMotif } from '../../_data/lignes';
import { BadgeStatut } from '../../_ui/badge-statut';
import { dateCourte, dateHeure, heure, insecable } from '../../_ui/formats';
import { HeureRetenue } from '../../_ui/heure-retenue';

const ETATS: Record<VisiteConsultee['corrections'][number]['etat'], string> = {
  APPLIQUEE: '',
  TARDIVE: ' (tardive)',
  REFUSEE: ' (refusée)',
  SANS_OBJET: ' (ne s’applique plus)',
  RETIREE: ' (retirée depuis)',
};

const Visite = ({ visite: v }: { visite: VisiteConsultee }) => (
  <tr>
    <th scope="row">{dateCourte(v.date)}</th>
    <td>{ANTENNES[v.antenne].libelle}</td>
    <td>{v.intervenant}</td>
    <td className="num">
      {v.prevu ? `${heure(v.prevu.debut)} – ${heure(v.prevu.fin)}` : <span className="discret">non prévue</span>}
    </td>
    <td className="num">
      <HeureRetenue brute={v.arrivee} retenue={v.debut} /> – <HeureRetenue brute={v.depart} retenue={v.fin} />
      {v.minutesComplementaires > 0 ? <div className="discret">+ {v.minutesComplementaires} min</div> : null}
    </td>
    <td>
      <BadgeStatut statut={v.statut} />
    </td>
    <td className="consultation__pourquoi">
      {v.explication.map((e) => (
        <div key={e}>{insecable(e)}</div>
      ))}
      {v.corrections.map((c) => (
        <div key={`${c.instant}${c.auteur}`}>
          Corrigée par {c.auteur}, {dateHeure(c.instant, dateParis(c.instant))} : {libelleMotif(c.motif)}
          {ETATS[c.etat]}
        </div>
      ))}
    </td>
  </tr>
);

/** A month's visits, as retained, with why. */
export const VisitesConsultees = ({ visites }: { visites: readonly VisiteConsultee[] }) =>
  visites.length === 0 ? (
    <Text size="sm" c="dimmed">
      Aucune visite ce mois-là.
    </Text>
  ) : (
    <div className="admin__table">
      <table className="compte__table" aria-label="Visites du mois">
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Antenne</th>
            <th scope="col">Aide</th>
            <th scope="col" className="num">
              Prévu
            </th>
            <th scope="col" className="num">
              Retenu
            </th>
            <th scope="col">Statut</th>
            <th scope="col">Pourquoi</th>
          </tr>
        </thead>
        <tbody>
          {visites.map((v) => (
            <Visite
              key={`${v.date}${v.antenne}${v.prevu?.debut}${v.arrivee}${v.depart}${v.debut}${v.intervenant}`}
              visite={v}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
