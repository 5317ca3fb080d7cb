'use client';

import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import type { Rattachement } from '#shared/contrats/rattachement';
import { ajouterJours, dateParis, ecartSecondes } from '#shared/temps/paris';
import { useAujourdhui, usePoste } from '../../_data/hooks';
import { dateHeure } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { useDefaire } from './agir';
import type { Donnees } from './donnees';
import { gesteEnMots } from './phrases';

const JOURS = 7;
/** Gestures of one action are made within the same seconds. */
const MEME_ACTION_S = 2;

/** Actions that still hold, latest first: a number given from one usager to another is one action of two gestures. */
export const actionsRecentes = (gestes: readonly Rattachement[]): Rattachement[][] => {
  const tries = [...gestes].sort((a, b) =>
    a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : a.id < b.id ? -1 : 1,
  );
  const dernier = new Map(tries.map((g) => [`${g.numero} ${g.usagerId}`, g]));
  const actions: Rattachement[][] = [];
  for (const g of tries) {
    if (dernier.get(`${g.numero} ${g.usagerId}`) !== g) continue;
    const avant = actions.at(-1);
    const precedent = avant?.at(-1);
    const meme =
      precedent?.numero === g.numero &&
      precedent.auteur === g.auteur &&
      ecartSecondes(precedent.instant, g.instant) <= MEME_ACTION_S;
    if (avant && meme) avant.push(g);
    else actions.push([g]);
  }
  return actions.reverse();
};

/** Ctrl Z, except in a field, where it undoes what is typed. */
const useCtrlZ = (defaire: () => void): void => {
  const derniere = useRef(defaire);
  useEffect(() => {
    derniere.current = defaire;
  });
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      if (ev.key.toLowerCase() !== 'z' || !(ev.ctrlKey || ev.metaKey) || ev.shiftKey || ev.defaultPrevented) return;
      if (ev.target instanceof HTMLInputElement && ev.target.value !== '') return;
      ev.preventDefault();
      derniere.current();
    };
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
};

/** What was done with numbers these last days, by everyone, with what undoes it. */
export const GestesRecents = ({ donnees: d }: { donnees: Donnees }) => {
  const { session } = usePoste();
  const aujourdhui = useAujourdhui();
  const defaire = useDefaire();
  const actions = useMemo(
    () => actionsRecentes(d.connus.rattachements.filter((r) => r.date > ajouterJours(aujourdhui, -JOURS))),
    [d.connus, aujourdhui],
  );
  useCtrlZ(() => {
    const mienne = actions.find((a) => a[0]?.auteur === session.identifiant);
    if (mienne) void defaire(mienne);
  });
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
                  {premier.auteur}, {dateHeure(premier.instant, dateParis(premier.instant))}
                </div>
              </div>
              {attend ? (
                <span className="statut statut--attente">
                  <Icone nom="envoi" taille={14} />
                  En attente d’envoi
                </span>
              ) : null}
              <Button size="compact-xs" variant="default" onClick={() => void defaire(gestes)}>
                Annuler
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
};
