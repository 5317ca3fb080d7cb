import { Text, Title } from '@mantine/core';
import type { ChiffresCloture } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import { dateLongueEtAnnee, duree } from '#shared/mots/dates';
import { nombreEntier } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { lireChiffresClos } from '../../_donnees/lecture/cloture';
import { useLecture } from '../../_donnees/lecture/use-lecture';
import { ErreurFormulaire } from '../../_ui/champs/erreur-formulaire';

/** Visits and hours by funder, and in all. */
export const Financeurs = ({ chiffres: c, legende }: { chiffres: ChiffresCloture; legende: string }) => (
  <>
    <table className="compte__table cloture__financeurs">
      <caption className="invisible">{legende}</caption>
      <thead>
        <tr>
          <th scope="col">Financeur</th>
          <th scope="col">Visites</th>
          <th scope="col">Heures</th>
        </tr>
      </thead>
      <tbody>
        {c.parFinanceur.map((f) => (
          <tr key={f.code}>
            <th scope="row">{f.libelle}</th>
            <td>{nombreEntier(f.visites)}</td>
            <td>{duree(f.minutes)}</td>
          </tr>
        ))}
        <tr className="cloture__total">
          <th scope="row">Ensemble</th>
          <td>{nombreEntier(c.visites)}</td>
          <td>{duree(c.minutes)}</td>
        </tr>
      </tbody>
    </table>
    {c.parFinanceur.reduce((t, f) => t + f.visites, 0) > c.visites ? (
      <p className="cloture__note">Une visite partagée entre financeurs compte chez chacun.</p>
    ) : null}
  </>
);

const TITRE = 'Heures figées par la clôture';

/** [RE] Past their clock: what was, and when it went, in the place of an error. */
export const HeuresEffacees = ({ le }: { le: Instant }) => (
  <section aria-labelledby="figees">
    <Title order={2} id="figees">
      {TITRE}
    </Title>
    <Text size="sm">
      Effacées le {dateLongueEtAnnee(dateParis(le))}, leur durée de conservation passée. Les relevés du mois sont dans
      l’archive.
    </Text>
  </section>
);

/** [CL-2] Of a closed month, the hours that its closing froze: what was read before it can be read again after. */
export const HeuresFigees = ({ antenne, mois }: { antenne: Antenne; mois: Mois }) => {
  const { valeur, echec } = useLecture(['chiffres-clos', antenne, mois], () => lireChiffresClos(antenne, mois));
  return (
    <section aria-labelledby="figees">
      <Title order={2} id="figees">
        {TITRE}
      </Title>
      <ErreurFormulaire message={echec} />
      {valeur ? (
        <Financeurs chiffres={valeur} legende="Heures figées par financeur" />
      ) : echec ? null : (
        <Text size="sm" c="dimmed" role="status">
          Lecture des heures figées…
        </Text>
      )}
    </section>
  );
};
