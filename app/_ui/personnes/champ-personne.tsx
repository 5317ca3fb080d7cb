'use client';

import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { chercherPersonnes, type Option } from './personnes';

type Props = {
  label: string;
  data: readonly Option[];
  valeur: string;
  changer: (id: string) => void;
  /** What may be typed instead of the name. */
  codes?: ReadonlyMap<string, string> | undefined;
  vide: string;
  /** `vide` says that nobody has this name: Entrée on it says what to do. Absent: it says something else, a search under way. */
  conseil?: boolean;
  /** Entrée with nothing typed and nobody chosen. */
  sortir?: (depuis: HTMLElement) => void;
  /** Échap while no list is open. */
  effacer?: () => void;
  /** What is typed, where names are not all on this PC: those of `data` are then asked for. */
  surTexte?: (texte: string) => void;
} & Pick<TextInputProps, 'error' | 'placeholder' | 'autoFocus' | 'labelProps' | 'size'>;

const LIMITE = 40;
const CONSEIL = ' : effacez des lettres, ou tapez les premières de son nom.';

/**
 * A person by the first letters of her names, or by code: the first of the list is the choice, Entrée or Tab keeps it. What was
 * not typed chooses nobody: Tab through the field leaves it as it was.
 */
export const ChampPersonne = ({
  data,
  valeur,
  changer,
  codes,
  vide,
  conseil = false,
  sortir,
  effacer,
  surTexte,
  ...reste
}: Props) => {
  const id = useId();
  /** What is typed; undefined while the field shows who is chosen. */
  const [texte, setTexte] = useState<string>();
  const [rang, setRang] = useState(0);
  /** Entrée was pressed on letters that nobody's name has: it is said what to do. */
  const [insiste, setInsiste] = useState(false);
  /** The whole list was asked for, by ↓ or the mouse. */
  const [demandee, setDemandee] = useState(false);
  const choisie = data.find((o) => o.value === valeur);
  const ouvert = texte !== undefined;
  const choix = ouvert ? chercherPersonnes(data, texte, codes).slice(0, LIMITE) : [];
  /** What Entrée was pressed on before any name had come to this PC's screen: it is kept until they come. */
  const retenue = useRef<string>(undefined);
  const fermer = (): void => {
    retenue.current = undefined;
    setTexte(undefined);
  };
  const ouvrir = (t: string, liste = false): void => {
    retenue.current = undefined;
    setTexte(t);
    surTexte?.(t);
    setRang(0);
    setInsiste(false);
    setDemandee(liste);
  };
  const choisir = (o: Option | undefined): void => {
    fermer();
    if (o) changer(o.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the names come
  useEffect(() => {
    const tapee = retenue.current;
    if (data.length === 0 || tapee === undefined) return;
    retenue.current = undefined;
    // Names may come in several goes: the only one is chosen, of several she sees which.
    if (tapee === texte && choix.length === 1) choisir(choix[0]);
  }, [data]);
  const bouger = (pas: 1 | -1): void => {
    const n = (rang + pas + choix.length) % Math.max(1, choix.length);
    setRang(n);
    document.getElementById(`${id}-${n}`)?.scrollIntoView({ block: 'nearest' });
  };
  const surTouche = (ev: KeyboardEvent<HTMLInputElement>): void => {
    const tapee = texte !== undefined && (texte.trim() !== '' || rang > 0);
    if (ev.key === 'ArrowDown' || ev.key === 'ArrowUp') {
      ev.preventDefault();
      if (ouvert) bouger(ev.key === 'ArrowDown' ? 1 : -1);
      else ouvrir('', true);
    } else if (ev.key === 'Enter') {
      ev.preventDefault();
      if (choix.length > 0 && (tapee || demandee)) choisir(choix[rang]);
      else if (tapee && data.length === 0) retenue.current = texte;
      else if (tapee) setInsiste(true);
      else if (!texte && valeur === '') sortir?.(ev.currentTarget);
    } else if (ev.key === 'Tab' && tapee && choix.length > 0) choisir(choix[rang]);
    else if (ev.key === 'Escape') {
      if (ouvert) fermer();
      else effacer?.();
    }
  };
  return (
    <div className="personne">
      <TextInput
        {...reste}
        value={texte ?? choisie?.label ?? ''}
        onChange={(ev) => ouvrir(ev.currentTarget.value)}
        onClick={() => ouvrir('', true)}
        onFocus={(ev) => ev.currentTarget.select()}
        onBlur={fermer}
        onKeyDown={surTouche}
        role="combobox"
        aria-expanded={ouvert}
        aria-autocomplete="list"
        aria-controls={`${id}-liste`}
        aria-activedescendant={ouvert && choix.length > 0 ? `${id}-${rang}` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={`${id}-liste`} role="listbox" aria-label={reste.label} className="personne__liste" hidden={!ouvert}>
        {choix.map((o, n) => (
          <div
            key={o.value}
            id={`${id}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === rang}
            className="personne__une"
            onMouseDown={(ev) => ev.preventDefault()}
            onClick={() => choisir(o)}
            onKeyDown={(ev) => {
              if (ev.key === 'Enter') choisir(o);
            }}
          >
            <span>{o.label}</span>
            {o.detail ? <span className="personne__detail">{o.detail}</span> : null}
          </div>
        ))}
        {ouvert && choix.length === 0 ? (
          <div className="personne__une">
            {vide}
            {insiste && conseil ? CONSEIL : ''}
          </div>
        ) : null}
      </div>
      <Text size="xs" className="invisible" role="status">
        {texte ? pluriel(choix.length, 'nom proposé', 'noms proposés') : ''}
        {insiste && conseil && choix.length === 0 ? CONSEIL : ''}
      </Text>
    </div>
  );
};
