import { Text } from '@mantine/core';
import type { VisiteConsultee } from '#shared/contrats/dossiers/consultation';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateCourte } from '#shared/mots/dates';
import { CasesVisite, cleVisite, TitresVisite } from '../../../_ui/champs/cases-visite';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';
import { PourquoiVisite } from '../../../_ui/mots/pourquoi-visite';

const Visite = ({ visite: v }: { visite: VisiteConsultee }) => (
  <tr>
    <th scope="row">{dateCourte(v.date)}</th>
    <td>{libelleAntenne(v.antenne)}</td>
    <td>{v.intervenant}</td>
    <CasesVisite visite={v} />
    <td>
      <BadgeStatut statut={v.statut} {...v.dispensee} />
    </td>
    <td className="consultation__pourquoi">
      <PourquoiVisite visite={v} />
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="admin__table" tabIndex={0} aria-label="Visites du mois">
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
    </section>
  );
