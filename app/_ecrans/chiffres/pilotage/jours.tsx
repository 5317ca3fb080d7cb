'use client';

import Link from 'next/link';
import { dateCourte, deMois } from '#shared/mots/dates';
import type { DetailPilotage } from '#shared/pilotage/contrat';
import { lire, minutesToutes } from '#shared/pilotage/mesures';
import { nombre } from '#shared/pilotage/mots';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { differer } from '../../../_ui/champs/differe';
import { Ensuite } from '../../../_ui/ensuite';
import type { useAdresse } from './adresse';
import { CaseApart, CasesAppels, CasesHeures, Entetes, TITRES } from './cases';

const Attente = () => <div className="pilotage__attente" aria-busy="true" />;

const Graphe = differer(() => import('../../../_ui/heures/graphe-heures').then((m) => m.GrapheHeures), <Attente />);

const { visites, realisees, prevues, realise, incomplets, corriges, nonPointees, conflits, apart } = TITRES;
const COLONNES = [
  { titre: 'Jour' },
  ...[visites, realisees, prevues, realise, incomplets, corriges, nonPointees, conflits, apart],
];

const joursDuMois = (mois: Mois): DateCivile[] => {
  const jours: DateCivile[] = [];
  for (let d = premierJour(mois); d <= dernierJour(mois); d = ajouterJours(d, 1)) jours.push(d);
  return jours;
};

/** The days of a month, planned against done; each leads to its visits where they may be read. */
export const Jours = ({
  detail,
  ouvrir,
}: {
  detail: DetailPilotage;
  /** Absent: figures only. */
  ouvrir: ReturnType<typeof useAdresse>['lien'] | undefined;
}) => {
  const parDate = new Map(detail.jours.map((j) => [j.date, j.mesures]));
  const nom = deMois(detail.mois);
  return (
    <>
      <div
        role="img"
        aria-label={`Heures ${nom} par jour, prévues et réalisées. Les chiffres sont dans le tableau qui suit.`}
      >
        <p className="pilotage__legende">
          <span className="pilotage__cle pilotage__cle--prevu" /> heures prévues
          <span className="pilotage__cle pilotage__cle--plein" /> heures réalisées
        </p>
        <Ensuite attente={<Attente />}>
          <Graphe
            jours={joursDuMois(detail.mois).map((date) => ({
              date,
              prevu: minutesToutes(parDate.get(date) ?? {}).prevues,
              fait: minutesToutes(parDate.get(date) ?? {}).faites,
            }))}
          />
        </Ensuite>
      </div>
      <div className="pilotage__cadre">
        <table className="pilotage__table">
          <caption className="invisible">Jours {nom}</caption>
          <Entetes titres={COLONNES} />
          <tbody>
            {detail.jours.map(({ date, mesures: m }) => {
              return (
                <tr key={date}>
                  <th scope="row">
                    {ouvrir ? (
                      <Link href={ouvrir({ choix: { de: 'jour', id: date } })} prefetch={false}>
                        {dateCourte(date)}
                      </Link>
                    ) : (
                      dateCourte(date)
                    )}
                  </th>
                  <CasesHeures mesures={m} />
                  <CasesAppels mesures={m} />
                  <td className="num">{nombre(lire(m, 'conflits'))}</td>
                  <CaseApart mesures={m} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
};
