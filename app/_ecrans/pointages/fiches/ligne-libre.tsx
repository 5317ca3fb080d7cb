'use client';

import { useId, useRef } from 'react';
import { heure } from '#shared/mots/dates';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { ChampPersonne } from '../../../_ui/personnes/champ-personne';
import type { Option } from '../../../_ui/personnes/personnes';
import { ChampHeure, Dits, EnregistrerFiche, NonEnregistree } from './champs-ligne';
import { type Envoi, useLigne } from './ligne';
import type { VisiteAFicher } from './visites';

type Props = {
  /** Of the draft that it keeps. */
  lieu: string;
  usagers: readonly Option[];
  initial: string;
  visites: readonly VisiteAFicher[];
  /** Of the day, whoever the aide: a replaced visit is planned with another. */
  lignes: readonly Ligne[];
} & Envoi;

/** A slip for an usager whom the plan does not give her. */
export const LigneLibre = ({ lieu, usagers, initial, visites, lignes, passer, ...envoi }: Props) => {
  const dit = useId();
  const ligne = useRef<HTMLTableRowElement>(null);
  const champDe = (nom: 'usager' | 'arrivee'): HTMLElement | null | undefined =>
    ligne.current?.querySelector<HTMLElement>(`[data-champ=${nom}]`);
  const visiteDe = (id: string): VisiteAFicher | undefined =>
    visites.find((v) => v.ouverte && v.ligne.retenue.usagerId === id);
  // Once one is kept, the next usager of the same aide: Entrée there, with nothing typed, leaves the line.
  const recommencer = (): void => champDe('usager')?.focus();
  const etat = useLigne({ ...envoi, passer: recommencer }, ligne, {
    lieu,
    usagerId: initial,
    // One who has left the antenna since is not on the screen: nothing is kept for who is not seen.
    cible: (id) => ({ usagerId: usagers.some((u) => u.value === id) ? id : '', visite: visiteDe(id) }),
  });
  const { usagerId } = etat;
  const visite = visiteDe(usagerId);
  const effacer = (): void => {
    etat.effacer();
    recommencer();
  };
  const vide = usagerId === '' && etat.vide;
  const valider = (depuis: HTMLElement): void => {
    if (vide) passer(depuis);
    else void etat.valider(depuis);
  };
  const prevues = lignes.filter((l) => l.retenue.usagerId === usagerId && l.prevu);
  const nom = usagers.find((u) => u.value === usagerId)?.label ?? 'usager choisi';
  return (
    <>
      <tr ref={ligne} data-visite="libre">
        <td className="discret">
          {prevues.length > 0
            ? prevues.map((l) => (
                <div key={l.id}>
                  {heure(l.prevu?.debut)} – {heure(l.prevu?.fin)}, {l.intervenant}
                </div>
              ))
            : 'autre usager'}
        </td>
        <td>
          <ChampPersonne
            label="Autre usager"
            labelProps={{ className: 'invisible' }}
            size="xs"
            data={usagers}
            valeur={usagerId}
            changer={(id) => {
              etat.changer({ usagerId: id });
              if (id !== '') champDe('arrivee')?.focus();
            }}
            error={etat.erreurs.usager !== undefined}
            placeholder="Autre usager : premières lettres"
            vide="Aucun usager de ce nom dans l’antenne ce jour-là"
            conseil
            data-champ="usager"
            data-debut
            aria-describedby={dit}
            effacer={effacer}
            sortir={(depuis) => {
              if (vide) passer(depuis);
            }}
          />
        </td>
        {(['arrivee', 'depart'] as const).map((cote) => (
          <td className="num" key={cote}>
            <ChampHeure
              cote={cote}
              pour={nom}
              exemple={heure(cote === 'arrivee' ? visite?.ligne.prevu?.debut : visite?.ligne.prevu?.fin)}
              l={{ ...etat, effacer }}
              debut={false}
              dit={dit}
              valider={valider}
            />
          </td>
        ))}
        <td>{etat.vide ? null : <NonEnregistree lues={etat.lues} />}</td>
        <td className="action">
          {etat.vide ? null : <EnregistrerFiche pour={nom} effacer={effacer} valider={valider} />}
        </td>
      </tr>
      <Dits id={dit} l={etat} colonnes={6} />
    </>
  );
};
