'use client';

import { Button, Text } from '@mantine/core';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { useTouche } from '../../../_ui/touches/entendre';
import type { Combine } from './use-appel';

const TOUCHES = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', ''],
  ['#', ''],
] as const;

const NOMS: Readonly<Record<string, string>> = { '*': 'étoile', '#': 'dièse' };

const dansUnChamp = (cible: EventTarget | null): boolean =>
  cible instanceof HTMLElement && (cible.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(cible.tagName));

/** The keyboard's own keys are the telephone's, but where one writes in a field. */
const useTouches = (presser: (t: string) => void, raccrocher: () => void, enLigne: boolean): void => {
  useTouche(
    (ev) => {
      if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.defaultPrevented) return;
      if (ev.key === 'Escape') raccrocher();
      else if (/^[0-9*#]$/.test(ev.key) && !dansUnChamp(ev.target)) {
        ev.preventDefault();
        presser(ev.key);
      }
    },
    { ou: 'fenetre', actif: enLigne },
  );
};

const etatDit = ({ phase, occupe, pas }: Combine['etat']): string => {
  if (phase === 'REPOS') return 'Combiné raccroché';
  if (phase === 'FIN') return 'Raccroché';
  if (!pas) return 'Sonnerie…';
  return occupe ? 'En ligne…' : 'En ligne : à vous de taper';
};

/** The keypad, what was keyed, silence. */
export const Clavier = ({ combine }: { combine: Combine }) => {
  const { etat, presser, attendre, raccrocher } = combine;
  const enLigne = etat.phase === 'APPEL';
  const attend = enLigne && !etat.occupe && etat.pas?.attend;
  useTouches(presser, raccrocher, enLigne);
  return (
    <>
      <div className="combine__ecran" data-en-ligne={enLigne}>
        <span role="status">{etatDit(etat)}</span>
        <output className="combine__saisie" aria-label="Touches tapées">
          {etat.saisie === '' ? ' ' : [...etat.saisie].join(' ')}
        </output>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame */}
      <div className="combine__touches" role="group" aria-label="Clavier du téléphone">
        {TOUCHES.map(([touche, lettres]) => (
          <button
            key={touche}
            type="button"
            className="combine__touche"
            disabled={!enLigne}
            aria-label={NOMS[touche] ?? touche}
            onClick={() => presser(touche)}
          >
            {touche}
            {lettres ? <small aria-hidden="true">{lettres}</small> : null}
          </button>
        ))}
      </div>
      <Button variant="default" size="sm" disabled={!attend} onClick={attendre}>
        {etat.saisie === '' ? 'Rester silencieux' : 'Ne rien taper de plus'}
      </Button>
      <Text className="raccourcis">
        Au clavier : <kbd>0</kbd> à <kbd>9</kbd>, <kbd>*</kbd>, <kbd>#</kbd> ; <kbd>Échap</kbd> raccroche.
        <BoutonTouches ecran="telephone" />
      </Text>
    </>
  );
};
