import { Text } from '@mantine/core';
import { ANTENNES } from '#shared/contrats/commun';
import type { VisiteConsultee } from '#shared/contrats/consultation';
import { dateParis } from '#shared/temps/paris';
import { libelleMotif } from '../../_data/lignes';
import { BadgeStatut } from '../../_ui/badge-statut';
import { CasesVisite, cleVisite, TitresVisite } from '../../_ui/cases-visite';
import { dateCourte, dateHeure, insecable } from '../../_ui/formats';

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
    <CasesVisite visite={v} />
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
            <TitresVisite />
            <th scope="col">Statut</th>
            <th scope="col">Pourquoi</th>
          </tr>
        </thead>
        <tbody>
          {visites.map((v) => (
            <Visite key={cleVisite(v)} visite={v} />
          ))}
        </tbody>
      </table>
    </div>
  );
