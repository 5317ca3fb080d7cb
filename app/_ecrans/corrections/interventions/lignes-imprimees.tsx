'use client';

import { Fragment } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateCourte, duree, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { useImpression } from '../../../_ui/impression';
import { ImprimeLe } from '../../../_ui/imprime-le';
import { STATUTS } from '../../../_ui/mots/statuts';
import { GROUPES, type Groupe, ordonner } from './rangees';

type Props = {
  titre: string;
  /** All that narrows the list, in words. */
  filtres: () => readonly string[];
  lignes: readonly Ligne[];
  /** Their ids as the screen shows them. */
  ordre: () => readonly string[];
  groupe: Groupe;
};

const bornes = (p: { debut?: Ligne['instant'] | undefined; fin?: Ligne['instant'] | undefined } | undefined): string =>
  p?.debut || p?.fin ? `${heure(p.debut) || '…'} – ${heure(p.fin) || '…'}` : '';

/** The list on paper, whole and as the screen has it, with the antenna, the dates and what narrows it at its head. */
export const LignesImprimees = ({ titre, filtres, lignes, ordre, groupe }: Props) => {
  const { antenne } = usePoste();
  if (!useImpression()) return null;
  const { nom } = GROUPES[groupe];
  const ordonnees = ordonner(lignes, ordre(), groupe);
  return (
    <div className="impression">
      <h1>
        Antenne {libelleAntenne(antenne)} : interventions, {titre}
      </h1>
      <p>
        {filtres().join(' · ')} · {pluriel(lignes.length, 'visite')} · <ImprimeLe />
      </p>
      <table>
        <thead>
          <tr>
            {['Jour', 'Usager', 'Aide', 'Prévu', 'Pointé', 'Retenu', 'Durée', 'Statut', 'Motif'].map((t) => (
              <th key={t} scope="col">
                {t}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordonnees.map((l, n) => {
            const precedente = ordonnees[n - 1];
            const { arrivee, depart } = l.retenue.intervention;
            return (
              <Fragment key={l.id}>
                {nom && (!precedente || nom(precedente) !== nom(l)) ? (
                  <tr className="impression__groupe">
                    <th colSpan={9} scope="rowgroup">
                      {nom(l)}
                    </th>
                  </tr>
                ) : null}
                <tr>
                  <td>{dateCourte(l.date)}</td>
                  <td>{l.usager}</td>
                  <td>{l.intervenant}</td>
                  <td className="num">{bornes(l.prevu)}</td>
                  <td className="num">{bornes({ debut: arrivee?.instant, fin: depart?.instant })}</td>
                  <td className="num">{bornes(l.retenue)}</td>
                  <td className="num">{l.duree === undefined ? '' : duree(l.duree)}</td>
                  <td>{STATUTS[l.statut].mot}</td>
                  <td>{l.motif || l.dispense}</td>
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
