'use client';

import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { dateHeure } from '#shared/mots/dates';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../../../_donnees/depot/auteurs';
import { useAujourdhui } from '../../../../_donnees/lecture/hooks';
import { EnAttente } from '../../../../_ui/mots/en-attente';
import type { Donnees } from '../donnees';
import { gesteEnMots } from '../phrases';
import { useDefaire } from './agir';
import { actionsRecentes } from './gestes';

const JOURS = 7;

/** What was done with numbers these last days, by everyone, with what undoes it. */
export const GestesRecents = ({ donnees: d }: { donnees: Donnees }) => {
  const aujourdhui = useAujourdhui();
  const defaire = useDefaire();
  const actions = useMemo(
    () => actionsRecentes(d.connus.rattachements.filter((r) => r.date > ajouterJours(aujourdhui, -JOURS))),
    [d.connus, aujourdhui],
  );
  if (actions.length === 0) return null;
  return (
    <details className="gestes">
      <summary>
        Gestes des {JOURS} derniers jours <span className="discret">{actions.length}</span>
      </summary>
      <ul>
        {actions.map((gestes) => {
          const [premier] = gestes;
          if (!premier) return null;
          const attend = gestes.some((g) => d.connus.nonRecus.has(g._id));
          return (
            <li key={premier._id}>
              <div>
                {gestes.map((g) => (
                  <div key={g._id}>{gesteEnMots(g, d.nomUsager(g.usagerId), aujourdhui)}</div>
                ))}
                <div className="discret">
                  {nomAuteur(d.etat, premier.auteur)}, {dateHeure(premier.instant, dateParis(premier.instant))}
                </div>
              </div>
              {attend ? <EnAttente /> : null}
              <Button size="compact-xs" variant="default" onClick={() => defaire(gestes)}>
                Annuler
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
};
