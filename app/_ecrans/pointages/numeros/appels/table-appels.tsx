'use client';

import { Button, Group } from '@mantine/core';
import Link from 'next/link';
import { estSansTelephone } from '#shared/contrats/pointages/pointage';
import { dateCourte, dateHeure, heure } from '#shared/mots/dates';
import { telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../../../_donnees/depot/auteurs';
import { lienFiche, lienVisite } from '../../../../_ui/adresses/numeros';
import type { Liste } from '../../../../_ui/liste/liste';
import type { Donnees } from '../donnees';
import { consigneDe } from './echecs';
import { type AppelSuivi, jourDeLaFiche, resteSansSuite } from './suivi-appels';

const ACQUIS: Record<'COMPLETE' | 'ARRIVEE' | 'DEPART', string> = {
  COMPLETE: 'La visite est complète : rien à faire.',
  ARRIVEE: 'L’arrivée de la visite est enregistrée : rien à faire.',
  DEPART: 'Le départ de la visite est enregistré : rien à faire.',
};

const queFaire = ({ appel, rappel, acquis, vu }: AppelSuivi, d: Donnees): string => {
  if (rappel) return `Rien : l’aide a rappelé et pointé à ${heure(rappel)}.`;
  if (acquis) return ACQUIS[acquis];
  if (vu) return `Vu par ${nomAuteur(d.etat, vu.qui)}, ${dateHeure(vu.depuis, dateParis(vu.depuis))}.`;
  return consigneDe(appel).faire;
};

const Qui = ({ suivi: { appel, usagers }, donnees: d }: { suivi: AppelSuivi; donnees: Donnees }) => (
  <>
    <div className="numeros__numero">
      {appel.numeroAppelant ? (
        telephone(appel.numeroAppelant)
      ) : (
        <span className="discret">{estSansTelephone(appel) ? 'Sans téléphone' : 'Numéro masqué'}</span>
      )}
    </div>
    {appel.sens && appel.heureDite ? (
      <div className="discret">
        {appel.sens === 'ARRIVEE' ? 'Arrivée' : 'Départ'}, à l’heure de son téléphone :{' '}
        {dateHeure(appel.heureDite, dateParis(appel.instant))}
      </div>
    ) : null}
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
  voir,
}: {
  appels: readonly AppelSuivi[];
  donnees: Donnees;
  liste: Liste;
  /** Dealt with, or not after all; not asked of calls that are nobody's. */
  voir?: (cle: string) => void;
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
          const { appel: a, visite, rappel, acquis, vu, usagers } = s;
          const reste = resteSansSuite(s);
          const date = dateParis(a.instant);
          const consigne = consigneDe(a);
          return (
            <tr key={a._id} className={reste ? 'ligne' : 'ligne ligne--reglee'} {...liste.ligne(a._id)}>
              <td className="numeros__quand">
                {heure(a.instant)}
                <div className="discret">{dateCourte(date)}</div>
              </td>
              <td>
                <Qui suivi={s} donnees={d} />
              </td>
              <td className="liste__texte">{consigne.constat}</td>
              <td className="liste__texte">
                {queFaire(s, d)}
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
                      variant={reste ? 'light' : 'subtle'}
                    >
                      La visite
                    </Button>
                  ) : null}
                  {rappel || acquis ? null : (
                    <Button
                      component={Link}
                      href={lienFiche({
                        usager: visite?.retenue.usagerId ?? (usagers.length === 1 ? usagers[0] : undefined),
                        aide: a.intervenantId ?? visite?.retenue.intervenantId,
                        date: jourDeLaFiche(s),
                      })}
                      size="compact-xs"
                      variant="default"
                    >
                      Saisir la fiche
                    </Button>
                  )}
                  {rappel || acquis || !voir ? null : (
                    <Button size="compact-xs" variant={vu ? 'subtle' : 'default'} onClick={() => voir(a._id)}>
                      {vu ? 'À revoir' : 'Vu'}
                      <span className="invisible"> : appel de {heure(a.instant)}</span>
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
