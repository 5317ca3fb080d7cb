'use client';

import { Button, Group } from '@mantine/core';
import Link from 'next/link';
import type { Appel } from '#shared/contrats/pointage';
import { usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { ParametresAu } from '#shared/domain/types';
import { dateParis, epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Ligne } from '../../_data/lignes';
import { dateCourte, heure, telephone } from '../../_ui/formats';
import type { Donnees } from './donnees';
import { consigneDe } from './echecs';
import { lienFiche, lienVisite } from './liens';
import type { Liste } from './liste';

export type AppelSuivi = {
  appel: Appel;
  usagers: readonly string[];
  visite: Ligne | undefined;
  rappel: Instant | undefined;
};

/** The usagers of a failed call: the one that it named, else those of its number on that day. */
export const usagersDe = (a: Appel, connus: Donnees['connus']): readonly string[] => {
  if (a.usagerId !== undefined) return [a.usagerId];
  if (a.numeroAppelant === undefined) return [];
  return usagersDuNumero(a.numeroAppelant, dateParis(a.instant), connus).usagers;
};

/** The planned visit that a failed call was probably about: its usager's or its aide's, the nearest of its hours [AP-6]. */
export const visiteDe = (
  a: Appel,
  usagers: readonly string[],
  lignes: readonly Ligne[],
  parametresAu: ParametresAu,
): Ligne | undefined => {
  if (usagers.length === 0 && a.intervenantId === undefined) return undefined;
  const limite = parametresAu(dateParis(a.instant)).rapprochement * 60_000;
  const ecart = ({ prevu }: Ligne): number =>
    prevu
      ? Math.min(...[prevu.debut, prevu.fin].map((i) => Math.abs(epochMs(i) - epochMs(a.instant))))
      : Number.POSITIVE_INFINITY;
  const sienne = (l: Ligne): boolean =>
    (usagers.length === 0 || usagers.includes(l.retenue.usagerId)) &&
    (a.intervenantId === undefined || l.retenue.intervenantId === a.intervenantId);
  return lignes
    .filter((l) => sienne(l) && ecart(l) <= limite)
    .sort((x, y) => Number(y.aTraiter) - Number(x.aTraiter) || ecart(x) - ecart(y))[0];
};

const Qui = ({ suivi: { appel, usagers }, donnees: d }: { suivi: AppelSuivi; donnees: Donnees }) => (
  <>
    <div className="numeros__numero">
      {appel.numeroAppelant ? telephone(appel.numeroAppelant) : <span className="discret">Numéro masqué</span>}
    </div>
    <div className="discret">
      {usagers.length > 0 ? usagers.map((id) => d.nomUsager(id)).join(', ') : 'usager inconnu'}
      {appel.intervenantId ? ` · ${d.nomAide(appel.intervenantId)}` : ''}
    </div>
  </>
);

/** Failed calls: when, who, what happened, what to do. */
export const TableAppels = ({
  appels,
  donnees: d,
  liste,
}: {
  appels: readonly AppelSuivi[];
  donnees: Donnees;
  liste: Liste;
}) => (
  <div className="defile">
    {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
    <table className="liste liste--haute" role="grid" data-testid="appels">
      <caption className="invisible">Appels qui n’ont rien enregistré, les plus récents d’abord</caption>
      <thead>
        <tr>
          <th scope="col">Quand</th>
          <th scope="col">Qui</th>
          <th scope="col">Ce qui s’est passé</th>
          <th scope="col">Que faire</th>
          <th scope="col">
            <span className="invisible">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={liste.corps}>
        {appels.map((s) => {
          const { appel: a, visite, rappel, usagers } = s;
          const date = dateParis(a.instant);
          const consigne = consigneDe(a);
          return (
            <tr key={a._id} className={rappel ? 'ligne ligne--reglee' : 'ligne'} {...liste.ligne(a._id)}>
              <td className="numeros__quand">
                {heure(a.instant)}
                <div className="discret">{dateCourte(date)}</div>
              </td>
              <td>
                <Qui suivi={s} donnees={d} />
              </td>
              <td className="liste__texte">{consigne.constat}</td>
              <td className="liste__texte">
                {rappel ? `Rien : l’aide a rappelé et pointé à ${heure(rappel)}.` : consigne.faire}
                {visite && !rappel ? (
                  <div className="discret">
                    Visite prévue {heure(visite.prevu?.debut)} – {heure(visite.prevu?.fin)}, {visite.usager},{' '}
                    {visite.intervenant}
                  </div>
                ) : null}
              </td>
              <td>
                <Group gap={6} wrap="nowrap" justify="flex-end">
                  {visite ? (
                    <Button
                      component={Link}
                      href={lienVisite(visite.date, visite.id)}
                      size="compact-xs"
                      variant={rappel ? 'subtle' : 'light'}
                    >
                      La visite
                    </Button>
                  ) : null}
                  {rappel ? null : (
                    <Button
                      component={Link}
                      href={lienFiche({
                        usager: visite?.retenue.usagerId ?? (usagers.length === 1 ? usagers[0] : undefined),
                        aide: a.intervenantId ?? visite?.retenue.intervenantId,
                        date,
                      })}
                      size="compact-xs"
                      variant="default"
                    >
                      Saisir la fiche
                    </Button>
                  )}
                </Group>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);
