'use client';

import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { EtatLigne } from './ligne';
import type { Heures } from './lire';

type ChampProps = {
  cote: keyof Heures;
  pour: string;
  exemple: string;
  l: EtatLigne;
  debut: boolean;
  dit: string;
  valider: (depuis: HTMLElement) => void;
};

export const ChampHeure = ({ cote, pour, exemple, l, debut, dit, valider }: ChampProps) => (
  <TextInput
    size="xs"
    aria-label={`${cote === 'arrivee' ? 'Arrivée' : 'Départ'}, ${pour}`}
    value={l.heures[cote]}
    onChange={(ev) => l.changer({ [cote]: ev.currentTarget.value })}
    error={l.erreurs[cote] !== undefined}
    aria-describedby={dit}
    placeholder={exemple}
    autoComplete="off"
    spellCheck={false}
    classNames={{ input: 'saisie-heure' }}
    data-champ={cote}
    {...(debut ? { 'data-debut': true } : {})}
    onKeyDown={(ev: KeyboardEvent<HTMLInputElement>) => {
      if (ev.key === 'Enter') {
        ev.preventDefault();
        // A key held down must not accept a warning that nobody has read.
        if (ev.repeat) return;
        valider(ev.currentTarget);
      } else if (ev.key === 'Escape') l.effacer();
    }}
  />
);

/** What is refused, or to be known, under its line. */
export const Dits = ({ id, l, colonnes }: { id: string; l: EtatLigne; colonnes: number }) => {
  const fautes = Object.entries(l.erreurs).flatMap(([champ, m]) =>
    ['motif', 'commentaire'].includes(champ) ? [] : [m],
  );
  return (
    <tr className={fautes.length + l.phrases.length > 0 ? 'fiche__dits' : 'fiche__dits fiche__dits--vide'}>
      <td colSpan={colonnes} id={id} aria-live="assertive">
        {fautes.map((m) => (
          <p key={m} className="fiche__faute">
            {m}
          </p>
        ))}
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
