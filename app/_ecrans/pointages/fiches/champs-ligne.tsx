'use client';

import { Button, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { EtatLigne } from './ligne';
import type { Heures } from './lire';

type ChampProps = {
  cote: keyof Heures;
  pour: string;
  exemple: string;
  l: EtatLigne;
  debut: boolean;
  /** The hour is known already: shown, and not to be typed again; Tab goes over it, and where it is corrected is said. */
  connue?: string | undefined;
  dit: string;
  valider: (depuis: HTMLElement) => void;
};

/** ↑ ↓: the same side of the line above or below. */
const bouger = (depuis: HTMLInputElement, cote: keyof Heures, pas: 1 | -1): void => {
  const tous = [...(depuis.closest('table')?.querySelectorAll<HTMLInputElement>(`[data-champ=${cote}]`) ?? [])];
  tous[tous.indexOf(depuis) + pas]?.focus();
};

const POINTE = 'Déjà pointé : se corrige par « Voir ».';

export const ChampHeure = ({ cote, pour, exemple, l, debut, connue, dit, valider }: ChampProps) => {
  const pointe = `${dit}-${cote}`;
  return (
    <>
      <TextInput
        size="xs"
        aria-label={`${cote === 'arrivee' ? 'Arrivée' : 'Départ'}, ${pour}`}
        value={connue ?? l.heures[cote]}
        readOnly={connue !== undefined}
        {...(connue === undefined ? {} : { tabIndex: -1 })}
        variant={connue === undefined ? 'default' : 'unstyled'}
        onChange={(ev) => l.changer({ [cote]: ev.currentTarget.value })}
        error={l.erreurs[cote] !== undefined}
        aria-describedby={connue === undefined ? dit : `${pointe} ${dit}`}
        placeholder={exemple}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: connue === undefined ? 'saisie-heure' : 'saisie-heure fiche__connue' }}
        data-champ={cote}
        {...(debut ? { 'data-debut': true } : {})}
        onKeyDown={(ev: KeyboardEvent<HTMLInputElement>) => {
          if (ev.key === 'Enter') {
            ev.preventDefault();
            // A key held down must not accept a warning that nobody has read.
            if (ev.repeat) return;
            valider(ev.currentTarget);
          } else if (ev.key === 'Escape') l.effacer();
          else if (ev.key === 'ArrowDown' || ev.key === 'ArrowUp') {
            ev.preventDefault();
            bouger(ev.currentTarget, cote, ev.key === 'ArrowDown' ? 1 : -1);
          }
        }}
      />
      {connue === undefined ? null : (
        <span id={pointe} className="fiche__pointe">
          {POINTE}
        </span>
      )}
    </>
  );
};

/** Hours that look typed are not kept yet: said until they are, with what was understood of them. */
export const NonEnregistree = ({ lues }: { lues: string }) => (
  <span className="fiche__non">
    <b>Non enregistré</b>
    {lues === '' ? null : <span className="discret num">{lues}</span>}
  </span>
);

type EnregistrerProps = {
  pour: string;
  /** The button leaves with what was typed: the focus goes to a field of the line. */
  effacer: () => void;
  valider: (depuis: HTMLElement) => void;
};

/** Beside Entrée, for the mouse; Échap there effaces the line as it does in its fields. */
export const EnregistrerFiche = ({ pour, effacer, valider }: EnregistrerProps) => (
  <Button
    size="compact-xs"
    aria-label={`Enregistrer la fiche\u00a0: ${pour}`}
    onClick={(ev) => valider(ev.currentTarget)}
    onKeyDown={(ev) => {
      if (ev.key === 'Escape') effacer();
    }}
  >
    Enregistrer
  </Button>
);

/** What is refused, or to be known, under its line. */
export const Dits = ({ id, l, colonnes }: { id: string; l: EtatLigne; colonnes: number }) => {
  const fautes = Object.entries(l.erreurs).flatMap(([champ, m]) =>
    ['motif', 'commentaire'].includes(champ) ? [] : [m],
  );
  return (
    <tr
      className={
        fautes.length + l.phrases.length > 0 || l.refuseeAttend ? 'fiche__dits' : 'fiche__dits fiche__dits--vide'
      }
    >
      <td colSpan={colonnes} id={id} aria-live="assertive">
        {fautes.map((m) => (
          <p key={m} className="fiche__faute">
            {m}
          </p>
        ))}
        {l.refuseeAttend ? (
          <p className="fiche__faute">
            Une fiche que ce poste n’a pas pu garder attend : elle revient ici quand celle que vous tapez est gardée, ou
            effacée par <kbd>Échap</kbd>.
          </p>
        ) : null}
        {l.phrases.length > 0 ? (
          <div className="fiche__avis">
            {l.phrases.map((p) => (
              <p key={p}>{p}</p>
            ))}
            <p>
              <kbd>Entrée</kbd> de nouveau pour garder la fiche quand même, <kbd>Échap</kbd> pour l’effacer.
            </p>
          </div>
        ) : null}
      </td>
    </tr>
  );
};
