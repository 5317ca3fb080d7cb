'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { deMois } from '#shared/domain/releve/mots';
import type { DetailPilotage } from '#shared/pilotage/contrat';
import { lire, tauxDe } from '#shared/pilotage/mesures';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { dateCourte } from '../../_ui/formats';
import type { useAdresse } from './adresse';
import { CasesAppels, CasesHeures } from './cases';
import { nombre, pourcent } from './mots';

const Graphe = dynamic(() => import('../graphiques/graphe-heures').then((m) => m.GrapheHeures), {
  ssr: false,
  loading: () => <div className="pilotage__attente" aria-busy="true" />,
});

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
        aria-label={`Heures ${nom} par jour, prévues et faites. Les chiffres sont dans le tableau qui suit.`}
      >
        <p className="pilotage__legende">
          <span className="pilotage__cle pilotage__cle--prevu" /> heures prévues
          <span className="pilotage__cle pilotage__cle--plein" /> heures faites
        </p>
        <Graphe
          jours={joursDuMois(detail.mois).map((date) => ({
            date,
            prevu: lire(parDate.get(date) ?? {}, 'minutesPrevues'),
            fait: lire(parDate.get(date) ?? {}, 'minutesFaites'),
          }))}
        />
      </div>
      <div className="pilotage__cadre">
        <table className="pilotage__table">
          <caption className="invisible">Jours {nom}</caption>
          <thead>
            <tr>
              <th scope="col">Jour</th>
              <th scope="col" className="num">
                Visites
              </th>
              <th scope="col" className="num">
                Faites / prévues
              </th>
              <th scope="col" className="num">
                Réalisé
              </th>
              <th scope="col" className="num">
                Appels incomplets
              </th>
              <th scope="col" className="num">
                Dont corrigés
              </th>
              <th scope="col" className="num">
                Non pointées
              </th>
              <th scope="col" className="num">
                Conflits
              </th>
            </tr>
          </thead>
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
                  <td className="num">{pourcent(tauxDe(m, 'realisation').dixMilliemes)}</td>
                  <CasesAppels mesures={m} />
                  <td className="num">{nombre(lire(m, 'conflits'))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
};
