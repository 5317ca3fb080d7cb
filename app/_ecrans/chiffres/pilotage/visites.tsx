'use client';

import { Button, Text, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateCourte, dateLongueEtAnnee, heure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { deNom } from '#shared/mots/textes';
import type { VisitePilotee } from '#shared/pilotage/contrat';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { useDepot, usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { passerA } from '../../../_ui/adresses/passer-a';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';
import { HeureRetenue } from '../../../_ui/mots/heure-retenue';
import { PourquoiVisite } from '../../../_ui/mots/pourquoi-visite';
import { SansReseau } from '../../../_ui/sans-reseau';
import type { Choix } from './adresse';
import { LECTURES } from './lectures';

/** To the visit itself, in its antenna, where this PC holds its month. */
const Ouvrir = ({ visite }: { visite: VisitePilotee }) => {
  const routeur = useRouter();
  const { jours } = useDepot();
  const premier = [...jours.keys()].sort()[0];
  if (premier === undefined || visite.date < premier) return null;
  const adresse = `/interventions/?${new URLSearchParams({ mois: moisDe(visite.date), filtre: 'toutes', id: visite.id })}`;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={`Ouvrir la visite ${deNom(visite.usager)}, ${dateCourte(visite.date)}`}
      onClick={() => void passerA(visite.antenne, () => routeur.push(adresse))}
    >
      Ouvrir
    </Button>
  );
};

const Ligne = ({ v, poste }: { v: VisitePilotee; poste: boolean }) => (
  <tr>
    <th scope="row">{dateCourte(v.date)}</th>
    <td>{v.usager}</td>
    <td>{v.intervenant}</td>
    <td className="num">
      {v.prevu ? `${heure(v.prevu.debut)} – ${heure(v.prevu.fin)}` : <span className="discret">non prévue</span>}
    </td>
    <td className="num">
      <HeureRetenue brute={v.arrivee} retenue={v.debut} /> – <HeureRetenue brute={v.depart} retenue={v.fin} />
      {v.minutesComplementaires > 0 ? <div className="discret">+ {v.minutesComplementaires} min</div> : null}
    </td>
    <td>
      <BadgeStatut statut={v.statut} {...v.dispensee} />
    </td>
    <td className="pilotage__pourquoi">
      <details>
        <summary>Pourquoi</summary>
        <PourquoiVisite visite={v} />
      </details>
    </td>
    {poste ? (
      <td>
        <Ouvrir visite={v} />
      </td>
    ) : null}
  </tr>
);

const Table = ({ visites, total, poste }: { visites: readonly VisitePilotee[]; total: number; poste: boolean }) => (
  <>
    <p className="pilotage__note" role="status">
      {total === 0 ? 'Aucune visite.' : pluriel(total, 'visite')}
      {total > visites.length && visites.length > 0 ? ` : les ${visites.length} premières sont montrées.` : ''}
    </p>
    {visites.length > 0 ? (
      <div className="pilotage__cadre">
        <table className="pilotage__table">
          <caption className="invisible">Visites derrière les chiffres</caption>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Usager</th>
              <th scope="col">Aide</th>
              <th scope="col" className="num">
                Prévu
              </th>
              <th scope="col" className="num">
                Retenu
              </th>
              <th scope="col">Statut</th>
              <th scope="col">Explication</th>
              {poste ? <th scope="col">Visite</th> : null}
            </tr>
          </thead>
          <tbody>
            {visites.map((v) => (
              <Ligne key={v.id} v={v} poste={poste} />
            ))}
          </tbody>
        </table>
      </div>
    ) : null}
  </>
);

const titreDe = (choix: Choix, nom: string | undefined, mois: Mois): string =>
  choix.de === 'jour' ? dateLongueEtAnnee(choix.id as DateCivile) : `${nom ?? choix.id}, ${moisEnMots(mois)}`;

/** The visits behind a figure, as they are retained now, each with why. */
export const Visites = ({ antenne, mois, choix }: { antenne: Antenne; mois: Mois; choix: Choix }) => {
  const poste = usePosteOuvert() !== undefined;
  const { de, id } = choix;
  const { valeur, echec, code } = useLecture(['visites-pilotage', antenne, mois, de, id], () =>
    LECTURES.visites.lire(antenne, mois, { [de]: id }),
  );
  return (
    <section aria-label="Visites">
      <Title order={2}>
        {libelleAntenne(antenne)}, {titreDe(choix, valeur?.nom, mois)}
      </Title>
      <SansReseau echec={echec} code={code} />
      {valeur ? (
        <Table visites={valeur.visites} total={valeur.total} poste={poste} />
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
    </section>
  );
};
