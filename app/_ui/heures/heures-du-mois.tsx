'use client';

import { useMemo } from 'react';
import { dateCourte, deMois, duree } from '#shared/mots/dates';
import { accorder } from '#shared/mots/nombres';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { differer } from '../champs/differe';
import { Ensuite } from '../ensuite';
import { MinutesReelles } from './minutes-reelles';
import { parJour, totaliser } from './totaux';
import './graphiques.css';

const Attente = () => <div className="heures-graphe__attente" aria-busy="true" />;

// The library of charts comes with the first one shown, from the service worker's copy.
const Graphe = differer(() => import('./graphe-heures').then((m) => m.GrapheHeures), <Attente />);

/** The hours of a month by day, planned against done: a picture, and its figures in a table. */
export const HeuresDuMois = ({ mois, lignes }: { mois: Mois; lignes: readonly Ligne[] }) => {
  const jours = useMemo(
    () =>
      parJour(lignes, premierJour(mois), dernierJour(mois)).map(({ date, lignes: l }) => ({ date, ...totaliser(l) })),
    [lignes, mois],
  );
  const total = totaliser(lignes);
  const nom = deMois(mois);
  return (
    <div className="heures-graphe">
      <div
        role="img"
        aria-label={`Heures ${nom} par jour : ${duree(total.prevu)} ${accorder(total.prevu, 'prévue')}, ${duree(total.fait)} ${accorder(total.fait, 'faite')}. Les chiffres sont dans le tableau qui suit.`}
      >
        <p className="heures-graphe__legende">
          <span className="heures-graphe__cle heures-graphe__cle--prevu" /> prévu {duree(total.prevu)}
          <span className="heures-graphe__cle heures-graphe__cle--fait" /> fait {duree(total.fait)}
        </p>
        <Ensuite attente={<Attente />}>
          <Graphe jours={jours} />
        </Ensuite>
      </div>
      <MinutesReelles />
      <details className="heures-graphe__table">
        <summary>Les chiffres, jour par jour</summary>
        <table className="jour">
          <caption className="invisible">Heures {nom}, prévues et faites, par jour</caption>
          <thead>
            <tr>
              <th scope="col">Jour</th>
              <th scope="col">Visites</th>
              <th scope="col">Prévu</th>
              <th scope="col">Fait</th>
              <th scope="col">Écart</th>
            </tr>
          </thead>
          <tbody>
            {jours.map((j) => (
              <tr key={j.date}>
                <th scope="row">{dateCourte(j.date)}</th>
                <td>{j.visites}</td>
                <td>{duree(j.prevu)}</td>
                <td>{duree(j.fait)}</td>
                <td>
                  {j.fait < j.prevu ? '−' : j.fait > j.prevu ? '+' : ''}
                  {duree(Math.abs(j.fait - j.prevu))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
};
